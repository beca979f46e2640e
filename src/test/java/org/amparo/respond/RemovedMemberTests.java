package org.amparo.respond;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.amparo.ground.messages.LaneName;
import org.amparo.ground.messages.Lanes;
import org.amparo.respond.encounters.PressButton;
import org.amparo.respond.paging.Page;
import org.amparo.respond.paging.Paging;
import org.amparo.testing.AmparoTest;
import org.amparo.testing.Clinic;
import org.amparo.testing.Inbox;
import org.amparo.testing.Visitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Somebody leaves in the middle of it: signed in, being called, with a link in their inbox. */
@AmparoTest
class RemovedMemberTests {
    @Autowired
    BeanFactory beans;

    @Autowired
    PressButton pressButton;

    @Autowired
    Paging paging;

    @Autowired
    Lanes lanes;

    @LocalServerPort
    int port;

    Clinic clinic;
    UUID encounter;

    @BeforeEach
    void luisIsBeingCalled() {
        clinic = new Clinic(beans);
        encounter = clinic.in(() -> ((PressButton.Outcome.Calling)
                        pressButton.at(clinic.site, UUID.randomUUID(), Duration.ZERO, clinic.ana))
                .encounter());
        lanes.sweep(LaneName.PAGE);
        new Visitor(port).post(bareLink(clinic.anasAddress) + "/passes");
        lanes.sweep(LaneName.PAGE);
        assertThat(standing().person()).isEqualTo(clinic.luis);
    }

    @Test
    void whoIsRemovedWhileBeingCalledIsNotWaitedFor() {
        remove();
        paging.callWhereTimeIsUp(); // no time has passed
        assertThat(standing().page().state()).isEqualTo(Page.State.EXHAUSTED);
    }

    @Test
    void theirLinkAcceptsNothingAnyMore() {
        var link = bareLink(clinic.luissAddress);
        remove();
        assertThat(new Visitor(port).post(link + "/acceptances").statusCode()).isEqualTo(410);
        assertThat(standing().page().state()).isNotEqualTo(Page.State.ACCEPTED);
    }

    @Test
    void whoIsRemovedWhileSignedInIsOut() {
        var luis = signedIn(clinic.luissAddress);
        assertThat(luis.get("/incidents/" + encounter).statusCode()).isEqualTo(200);
        remove();
        assertThat(luis.get("/incidents/" + encounter).statusCode()).isNotEqualTo(200);
        assertThat(luis.get("/door/" + clinic.site).statusCode()).isNotEqualTo(200);
        luis.post("/incidents/" + encounter + "/closures", "kind", "ENDED");
        assertThat(standing().page().state()).isEqualTo(Page.State.CALLING);
    }

    private void remove() {
        assertThat(signedIn(clinic.anasAddress)
                        .post("/people/" + clinic.luis + "/removals")
                        .statusCode())
                .isEqualTo(303);
    }

    private Visitor signedIn(String address) {
        var visitor = new Visitor(port);
        visitor.post("/sign-in", "email", address, "passphrase", Clinic.WORDS);
        return visitor;
    }

    private Paging.Standing standing() {
        return clinic.in(() -> paging.standing(encounter).orElseThrow());
    }

    private static String bareLink(String address) {
        return Inbox.latest(address).link().replaceFirst("^/(en|es)(?=/)", "");
    }
}
