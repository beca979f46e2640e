package org.amparo.prepare.shifts;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.amparo.ground.contacts.ContactMethods;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.languages.Texts;
import org.amparo.ground.messages.LaneName;
import org.amparo.ground.messages.Outbox;
import org.amparo.ground.people.Member;
import org.amparo.ground.people.Members;
import org.amparo.prepare.oncall.OnCall;
import org.amparo.prepare.oncall.OnCallSchedule;
import org.amparo.prepare.oncall.Shift;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * One message to a member whose shift begins within the next hours, once. A sweep and no due time of its own: a shift is no
 * row but a rule, and every stand-in, swap, layer or holiday would have to move the due times of shifts that nobody wrote
 * down. It is no page either, so that a few minutes more or less cost nothing: housekeeping finds it, the reply lane sends it.
 */
@Component
class ShiftSummaries {
    private final OnCall onCall;
    private final Members members;
    private final ContactMethods methods;
    private final Outbox outbox;
    private final JdbcClient jdbc;
    private final Timekeeper timekeeper;
    private final Duration before;

    ShiftSummaries(
            OnCall onCall,
            Members members,
            ContactMethods methods,
            Outbox outbox,
            JdbcClient jdbc,
            Timekeeper timekeeper,
            @Value("${amparo.shift-summary-hours:12}") int hours) {
        this.onCall = onCall;
        this.members = members;
        this.methods = methods;
        this.outbox = outbox;
        this.jdbc = jdbc;
        this.timekeeper = timekeeper;
        this.before = Duration.ofHours(hours);
    }

    /** For the present organization. @return how many messages were put into the lane */
    @Transactional
    public int tell() {
        var now = timekeeper.now();
        var told = 0;
        for (var schedule : onCall.schedules(now))
            for (var shift : schedule.shifts(now, now.plus(before)))
                if (shift.from().isAfter(now) && !goesOn(schedule, shift)) told += tell(schedule, shift);
        return told;
    }

    /** Whoever was on until then knows it: a turn that follows their own is no beginning. */
    private static boolean goesOn(OnCallSchedule schedule, Shift shift) {
        return schedule.whoIsOn(shift.from().minusNanos(1))
                .filter(s -> s.member().equals(shift.member()))
                .isPresent();
    }

    /** Who can not be reached now is tried again at the next sweep: nothing is written down for them. */
    private int tell(OnCallSchedule schedule, Shift shift) {
        var member = members.find(shift.member()).orElse(null);
        if (member == null) return 0;
        var method = methods.reachable(member.person()).stream().findFirst().orElse(null);
        if (method == null || !first(schedule.id(), member.person(), shift.from())) return 0;
        outbox.send(LaneName.REPLY, method, letter(schedule, shift, member), shift.from());
        return 1;
    }

    /** Two processes that sweep at once: the row is one, and so is the message. */
    private boolean first(UUID schedule, UUID person, Instant from) {
        return jdbc.sql("""
                insert into prepare.shift_summary (schedule_id, person_id, shift_from) values (:schedule, :person, :from)
                on conflict do nothing""")
                        .param("schedule", schedule)
                        .param("person", person)
                        .param("from", from.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    private static Outbox.Letter letter(OnCallSchedule schedule, Shift shift, Member member) {
        var whole = schedule.whoIsOn(shift.from()).orElse(shift);
        try (var speaking = Texts.speak(member.language(), schedule.rotation().zone())) {
            return new Outbox.Letter(
                    Texts.t("shifts.subject", schedule.name()),
                    Texts.t(
                            "shifts.text",
                            schedule.name(),
                            Texts.dateTime(whole.from()),
                            Texts.dateTime(whole.until()),
                            schedule.rotation().zone().getId().replace('_', ' ')));
        }
    }
}
