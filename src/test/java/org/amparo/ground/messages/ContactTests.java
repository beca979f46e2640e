package org.amparo.ground.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.amparo.ground.contacts.Channel;
import org.amparo.ground.contacts.ContactMethods;
import org.amparo.ground.contacts.ContactMethods.ContactMethod;
import org.amparo.ground.contacts.QuietHours;
import org.amparo.ground.messages.Outbox.Letter;
import org.amparo.testing.AmparoTest;
import org.amparo.testing.Clinic;
import org.amparo.testing.HandTurnedTimekeeper;
import org.amparo.testing.Inbox;
import org.amparo.testing.Visitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Members order, verify and test how they are reached. */
@AmparoTest
class ContactTests {
    private static final Pattern CODE = Pattern.compile("\\b[0-9]{6}\\b");

    @Autowired
    BeanFactory beans;

    @Autowired
    ContactMethods methods;

    @Autowired
    QuietHours quietHours;

    @Autowired
    Outbox outbox;

    @Autowired
    Lanes lanes;

    @Autowired
    HandTurnedTimekeeper clock;

    @LocalServerPort
    int port;

    Clinic clinic;
    String second;
    Visitor luis;

    @BeforeEach
    void luisHasASecondAddress() {
        clinic = new Clinic(beans);
        second = "second-" + clinic.organization + "@example.org";
        luis = new Visitor(port);
        luis.post("/sign-in", "email", clinic.luissAddress, "passphrase", Clinic.WORDS);
        luis.post("/account/contact", "channel", "EMAIL", "address", second);
    }

    @Test
    void whoCameByAnInvitationIsVerifiedAndTheFirstMemberIsNot() {
        assertThat(of(clinic.luis).getFirst().verified()).isTrue();
        assertThat(of(clinic.ana).getFirst().verified()).isFalse();
        assertThat(clinic.in(() -> methods.reachable(clinic.ana)))
                .as("the only one is used all the same")
                .hasSize(1);
    }

    @Test
    void anUnverifiedAddressGetsNoPage() {
        assertThat(reached()).containsExactly(of(clinic.luis).getFirst().id());
        assertThat(page()).contains("Not verified. No page goes here.");
        verify(code());
        assertThat(reached()).hasSize(2);
        assertThat(page()).doesNotContain("Not verified.");
    }

    @Test
    void aWrongCodeKeepsWhatWasTypedAndFiveAreEnough() {
        var code = code();
        for (int i = 0; i < 5; i++) {
            var wrong = luis.post(
                    "/account/contact/" + method() + "/verifications", "code", code.equals("000000") ? "1" : "000000");
            assertThat(wrong.statusCode()).isEqualTo(422);
            assertThat(wrong.body()).contains("This is not the code");
        }
        assertThat(luis.post("/account/contact/" + method() + "/verifications", "code", code)
                        .statusCode())
                .isEqualTo(422);
        assertThat(reached()).hasSize(1);
    }

    @Test
    void aCodeIsTooOldAfterAQuarterOfAnHour() {
        var code = code();
        clock.forward(Duration.ofMinutes(15));
        assertThat(luis.post("/account/contact/" + method() + "/verifications", "code", code)
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void nobodyVerifiesForSomebodyElse() {
        var code = code();
        var ana = new Visitor(port);
        ana.post("/sign-in", "email", clinic.anasAddress, "passphrase", Clinic.WORDS);
        assertThat(ana.post("/account/contact/" + method() + "/verifications", "code", code)
                        .statusCode())
                .isEqualTo(404);
        assertThat(ana.post("/account/contact/" + method() + "/codes").statusCode())
                .isEqualTo(404);
        ana.post("/account/contact/" + method() + "/moves", "up", "true");
        assertThat(of(clinic.luis).getLast().id()).isEqualTo(method());
    }

    @Test
    void noMoreThanSixAnHourAlsoWhenTheAddressIsAddedAgain() {
        for (int i = 0; i < 6; i++) {
            assertThat(luis.post("/account/contact/" + method() + "/codes").statusCode())
                    .isEqualTo(303);
            luis.post("/account/contact/" + method() + "/removals");
            luis.post("/account/contact", "channel", "EMAIL", "address", second);
        }
        assertThat(luis.post("/account/contact/" + method() + "/codes").statusCode())
                .isEqualTo(429);
    }

    @Test
    void theOrderIsTheMembers() {
        var before = of(clinic.luis).stream().map(ContactMethod::id).toList();
        luis.post("/account/contact/" + before.getLast() + "/moves", "up", "true");
        assertThat(of(clinic.luis).stream().map(ContactMethod::id)).containsExactlyElementsOf(before.reversed());
        luis.post("/account/contact/" + before.getLast() + "/moves", "up", "true");
        luis.post("/account/contact/" + before.getLast() + "/moves", "up", "false");
        assertThat(of(clinic.luis).stream().map(ContactMethod::id)).containsExactlyElementsOf(before);
    }

    @Test
    void aTestThatRangIsKeptAndOneThatDidNotIsNot() {
        var first = of(clinic.luis).getFirst().id();
        luis.post("/account/contact/" + first + "/tests");
        assertThat(luis.post("/account/contact/" + first + "/rings", "rang", "true")
                        .statusCode())
                .as("nothing rings before it has left")
                .isEqualTo(409);
        lanes.sweep(LaneName.PAGE);
        assertThat(Inbox.latest(clinic.luissAddress).subject()).isEqualTo("Amparo: this is a TEST");
        assertThat(page()).contains("Did it ring?");
        luis.post("/account/contact/" + first + "/rings", "rang", "false");
        assertThat(of(clinic.luis).getFirst().testedAt()).isNull();
        luis.post("/account/contact/" + first + "/tests");
        lanes.sweep(LaneName.PAGE);
        luis.post("/account/contact/" + first + "/rings", "rang", "true");
        assertThat(of(clinic.luis).getFirst().testedAt()).isEqualTo(clock.now());
        assertThat(page()).contains("A test rang on").doesNotContain("Did it ring?");
        assertThat(luis.post("/account/contact/" + first + "/rings", "rang", "true")
                        .statusCode())
                .isEqualTo(410);
    }

    @Test
    void aReplyWaitsForTheEndOfTheQuietHoursAndAPageDoesNot() {
        var zone = ZoneId.of("America/Chicago");
        var here = clock.now().atZone(zone).toLocalTime().truncatedTo(java.time.temporal.ChronoUnit.MINUTES);
        luis.post(
                "/account/contact/quiet-hours",
                "from",
                here.minusHours(1).toString(),
                "until",
                here.plusHours(2).toString());
        var to = of(clinic.luis).getFirst();
        var until = clock.now().plus(Duration.ofDays(1));
        clinic.in(() -> outbox.send(LaneName.REPLY, to, new Letter("a summary", "words"), until));
        clinic.in(() -> outbox.send(LaneName.PAGE, to, new Letter("a page", "words"), until));
        sweep();
        assertThat(Inbox.of(clinic.luissAddress))
                .extracting(Inbox.Letter::subject)
                .containsExactly("a page");
        clock.forward(Duration.ofHours(2));
        sweep();
        assertThat(Inbox.of(clinic.luissAddress))
                .extracting(Inbox.Letter::subject)
                .contains("a summary");
    }

    @Test
    void wrongQuietHoursKeepWhatWasTypedAndEmptyOnesEndThem() {
        var wrong = luis.post("/account/contact/quiet-hours", "from", "22:00", "until", "22:00");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("Give two different times", "value=\"22:00\"");
        luis.post("/account/contact/quiet-hours", "from", "22:00", "until", "07:00");
        assertThat(page()).contains("value=\"07:00\"");
        assertThat(clinic.in(() -> quietHours.of(clinic.luis)))
                .contains(new QuietHours.Hours(LocalTime.of(22, 0), LocalTime.of(7, 0)));
        luis.post("/account/contact/quiet-hours", "from", "", "until", "");
        assertThat(clinic.in(() -> quietHours.of(clinic.luis))).isEmpty();
    }

    @Test
    void aBrowserThatAddsItselfIsVerified() {
        clinic.in(() -> methods.add(clinic.luis, Channel.WALL, "wall", clinic.luis));
        assertThat(of(clinic.luis).getLast().verifiedAt()).isEqualTo(clock.now());
    }

    private String page() {
        return luis.get("/account/contact").body();
    }

    private UUID method() {
        return of(clinic.luis).getLast().id();
    }

    private String code() {
        luis.post("/account/contact/" + method() + "/codes");
        lanes.sweep(LaneName.PAGE);
        var found = CODE.matcher(Inbox.latest(second).text());
        assertThat(found.find()).isTrue();
        return found.group();
    }

    private void verify(String code) {
        assertThat(luis.post("/account/contact/" + method() + "/verifications", "code", code)
                        .statusCode())
                .isEqualTo(303);
    }

    private List<UUID> reached() {
        return clinic.in(() -> methods.reachable(clinic.luis)).stream()
                .map(ContactMethod::id)
                .toList();
    }

    private List<ContactMethod> of(UUID person) {
        return clinic.in(() -> methods.of(person));
    }

    private void sweep() {
        lanes.sweep(LaneName.PAGE);
        lanes.sweep(LaneName.REPLY);
    }
}
