package org.amparo.respond;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.amparo.ground.contacts.ContactMethods;
import org.amparo.ground.languages.Language;
import org.amparo.ground.messages.LaneName;
import org.amparo.ground.messages.Lanes;
import org.amparo.ground.people.Post;
import org.amparo.respond.encounters.PressButton;
import org.amparo.respond.paging.Page;
import org.amparo.respond.paging.Paging;
import org.amparo.testing.AmparoTest;
import org.amparo.testing.Clinic;
import org.amparo.testing.FaultyMail;
import org.amparo.testing.FaultySmtp;
import org.amparo.testing.FaultySmtp.Fault;
import org.amparo.testing.HandTurnedTimekeeper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;

/** Pages and replies over a mail server that fails: no page is lost, no reply comes a third time. */
@AmparoTest
@ContextConfiguration(initializers = FaultyMail.class)
class SmtpFaultsTests {
    @Autowired
    BeanFactory beans;

    @Autowired
    PressButton pressButton;

    @Autowired
    Paging paging;

    @Autowired
    Lanes lanes;

    @Autowired
    HandTurnedTimekeeper clock;

    @Autowired
    JdbcClient jdbc;

    final FaultySmtp server = FaultyMail.SERVER;
    Clinic clinic;
    UUID encounter;

    @BeforeEach
    void aClinic() {
        clinic = new Clinic(beans);
    }

    @AfterEach
    void wellAgain() {
        server.becomes(Fault.NONE);
        clinic.in(() -> {
            if (encounter != null) paging.stop(encounter, clinic.ana, false);
            return null;
        });
    }

    void press() {
        var outcome = clinic.in(() -> pressButton.at(clinic.site, UUID.randomUUID(), Duration.ZERO, clinic.luis));
        encounter = ((PressButton.Outcome.Calling) outcome).encounter();
    }

    /** State and reason of the messages of this clinic, in the order in which they were made. */
    List<String> states() {
        return clinic.in(
                () -> jdbc.sql("select state || coalesce(' ' || reason, '') from ground.message order by made_at, id")
                        .query(String.class)
                        .list());
    }

    UUID called() {
        return clinic.in(() -> paging.standing(encounter).orElseThrow().person());
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "REFUSES_CONNECTIONS",
                "HANGS_AFTER_CONNECT",
                "HANGS_AFTER_MAIL",
                "TRICKLES",
                "GOES_AWAY",
                "ASKS_TO_WAIT"
            })
    void aPageWaitsForAServerThatIsAwayAndGoesOutWhenItIsBack(Fault fault) {
        server.becomes(fault);
        press();
        lanes.sweep(LaneName.PAGE);
        assertThat(states()).singleElement().asString().startsWith("PENDING ");
        server.becomes(Fault.NONE);
        clock.forward(Duration.ofSeconds(1));
        lanes.sweep(LaneName.PAGE);
        assertThat(states()).containsExactly("SUBMITTED");
        assertThat(server.mailsTo(clinic.anasAddress)).isNotEmpty();
    }

    @Test
    void aServerThatStaysAwayHoldsUpNobodysTurn() {
        server.becomes(Fault.REFUSES_CONNECTIONS);
        press();
        lanes.sweep(LaneName.PAGE);
        clock.forward(Duration.ofSeconds(60));
        paging.callWhereTimeIsUp();
        assertThat(called()).isEqualTo(clinic.luis);
    }

    @Test
    void nobodyThereKillsTheAddressAndCallsTheNextAtOnce() {
        server.becomes(Fault.NOBODY_THERE);
        press();
        lanes.sweep(LaneName.PAGE);
        assertThat(states()).containsExactly("FAILED no-such-address");
        server.becomes(Fault.NONE);
        assertThat(clinic.in(() -> beans.getBean(ContactMethods.class).reachable(clinic.ana)))
                .isEmpty();
        paging.callWhereTimeIsUp(); // no time has passed
        assertThat(called()).isEqualTo(clinic.luis);
        lanes.sweep(LaneName.PAGE);
        assertThat(server.mailsTo(clinic.luissAddress)).hasSize(1);
    }

    @Test
    void aServerThatForbidsUsCallsTheNextAndBlamesNoAddress() {
        server.becomes(Fault.FORBIDS);
        press();
        lanes.sweep(LaneName.PAGE);
        assertThat(states()).containsExactly("FAILED refused");
        paging.callWhereTimeIsUp();
        assertThat(called()).isEqualTo(clinic.luis);
        assertThat(clinic.in(() -> beans.getBean(ContactMethods.class).reachable(clinic.ana)))
                .hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"DROPS_BEFORE_TEXT", "DROPS_AFTER_TEXT", "HANGS_AFTER_TEXT"})
    void aPageThatMayHaveGoneIsSentAgainAtOnceUnderTheSameId(Fault fault) {
        server.becomes(fault);
        press();
        lanes.sweep(LaneName.PAGE); // the first try and, without any time between, the second
        assertThat(states()).containsExactly("UNKNOWN silence-after-data");
        server.becomes(Fault.NONE);
        clock.forward(Duration.ofSeconds(2));
        lanes.sweep(LaneName.PAGE);
        assertThat(states()).containsExactly("SUBMITTED");
        var mails = server.mailsTo(clinic.anasAddress);
        assertThat(mails).hasSize(fault == Fault.DROPS_BEFORE_TEXT ? 1 : 3);
        assertThat(mails)
                .extracting(FaultySmtp.Mail::id)
                .containsOnly(mails.getFirst().id());
    }

    @Test
    void aReplyThatMayHaveGoneIsSentOnceMoreAndThenNoMore() {
        var guest = "guest-" + clinic.organization + "@example.org";
        server.becomes(Fault.DROPS_AFTER_TEXT);
        clinic.in(() -> {
            beans.getBean(Post.class).letter(guest, Language.ENGLISH, "Welcome", "Please come in.");
            return null;
        });
        for (int i = 0; i < 10; i++) {
            lanes.sweep(LaneName.REPLY);
            clock.forward(Duration.ofSeconds(30));
        }
        assertThat(server.mailsTo(guest)).hasSize(2);
        assertThat(server.mailsTo(guest))
                .extracting(FaultySmtp.Mail::id)
                .containsOnly(server.mailsTo(guest).getFirst().id());
    }

    @Test
    void aReplyThatNeverLeftIsNotGivenUp() {
        var guest = "late-guest-" + clinic.organization + "@example.org";
        server.becomes(Fault.REFUSES_CONNECTIONS);
        clinic.in(() -> {
            beans.getBean(Post.class).letter(guest, Language.ENGLISH, "Welcome", "Please come in.");
            return null;
        });
        for (int i = 0; i < 10; i++) {
            lanes.sweep(LaneName.REPLY);
            clock.forward(Duration.ofSeconds(30));
        }
        server.becomes(Fault.NONE);
        lanes.sweep(LaneName.REPLY);
        assertThat(server.mailsTo(guest)).hasSize(1);
    }

    @Test
    void twoSendersAtOnceSendAPageOnce() throws Exception {
        var before = server.mails().size();
        var clinics = new ArrayList<Clinic>();
        for (int i = 0; i < 12; i++) clinics.add(new Clinic(beans));
        for (var each : clinics) each.in(() -> pressButton.at(each.site, UUID.randomUUID(), Duration.ZERO, each.luis));
        Callable<Integer> sender = () -> lanes.sweep(LaneName.PAGE);
        try (var two = Executors.newFixedThreadPool(2)) {
            for (var done : two.invokeAll(List.of(sender, sender))) done.get();
        }
        assertThat(server.mails().subList(before, server.mails().size()))
                .extracting(FaultySmtp.Mail::to)
                .containsExactlyInAnyOrderElementsOf(
                        clinics.stream().map(c -> c.anasAddress).toList());
    }

    @Test
    void whatIsStoppedWhileItIsBeingSentStaysWithdrawn() {
        server.beforeAnswering(mail -> clinic.in(() -> {
            paging.stop(encounter, clinic.luis, false);
            return null;
        }));
        try {
            press();
            lanes.sweep(LaneName.PAGE);
        } finally {
            server.beforeAnswering(mail -> {});
        }
        assertThat(states()).containsExactly("WITHDRAWN");
        assertThat(clinic.in(
                        () -> paging.standing(encounter).orElseThrow().page().state()))
                .isEqualTo(Page.State.STOPPED);
    }
}
