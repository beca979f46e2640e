package org.amparo.ground.messages;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.amparo.ground.contacts.Channel;
import org.amparo.ground.contacts.ContactMethods.ContactMethod;
import org.amparo.ground.contacts.QuietHours;
import org.amparo.ground.jobs.Due;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.people.Organizations;
import org.amparo.ground.sealing.Place;
import org.amparo.ground.sealing.Sealer;
import org.amparo.ground.storage.Tenancy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Where a message becomes certain: its row and its due time stand in the transaction of whatever made it necessary, and
 * its lane sends it right after the commit.
 */
@Component
public class Outbox {
    static final String TABLE = "ground.message";
    private final Messages messages;
    private final Due due;
    private final Sealer sealer;
    private final Timekeeper timekeeper;
    private final Lanes lanes;
    private final QuietHours quietHours;
    private final Organizations organizations;

    Outbox(
            Messages messages,
            Due due,
            Sealer sealer,
            Timekeeper timekeeper,
            Lanes lanes,
            QuietHours quietHours,
            Organizations organizations) {
        this.messages = messages;
        this.due = due;
        this.sealer = sealer;
        this.timekeeper = timekeeper;
        this.lanes = lanes;
        this.quietHours = quietHours;
        this.organizations = organizations;
    }

    /** What is said. A page's letter carries no detail of the encounter (design.md section 4). */
    public record Letter(String subject, String text) {
        @Override
        public String toString() {
            return "Letter[]";
        }
    }

    /** Said in the lane's transaction, when a message was taken by a gateway or can no longer be sent. */
    public record Settled(UUID message, MessageState state) {}

    /** @param expires after this instant it is not sent any more */
    @Transactional(propagation = Propagation.MANDATORY)
    public UUID send(LaneName lane, ContactMethod to, Letter letter, Instant expires) {
        var id = UUID.randomUUID();
        put(Message.pending(id, lane, to.channel(), to.person(), to.id(), expires), null, letter);
        return id;
    }

    /** A letter to somebody who has no contact method here yet: an invitation. */
    @Transactional(propagation = Propagation.MANDATORY)
    public UUID reply(String emailAddress, Letter letter, Instant expires) {
        var id = UUID.randomUUID();
        put(
                Message.pending(id, LaneName.REPLY, Channel.EMAIL, null, null, expires),
                sealer.seal(new Place(TABLE, "address", id), emailAddress),
                letter);
        return id;
    }

    /** Not needed any more: what was not sent yet will not be. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void withdraw(UUID message) {
        messages.hold(message).filter(m -> m.state().open()).ifPresent(m -> {
            messages.keep(m.withdrawn(timekeeper.now()), m);
            due.nothingMoreFor(m.lane().word(), message);
        });
    }

    public Optional<MessageState> state(UUID message) {
        return messages.find(message).map(Message::state);
    }

    private void put(Message message, byte @org.jspecify.annotations.Nullable [] address, Letter letter) {
        var now = timekeeper.now();
        byte[] content =
                sealer.seal(new Place(TABLE, "content", message.id()), letter.subject() + "\n\n" + letter.text());
        messages.insert(message, address, content, now);
        due.at(message.lane().word(), Tenancy.required(), message.id(), leaves(message, now));
        lanes.wakeAfterCommit(message.lane());
    }

    /** A page at once, whatever the hour. */
    private Instant leaves(Message message, Instant now) {
        var person = message.person();
        if (message.lane() == LaneName.PAGE || person == null) return now;
        return quietHours
                .of(person)
                .map(hours -> hours.over(now, organizations.present().zone()))
                .orElse(now);
    }
}
