package org.amparo.respond;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.amparo.testing.Child;
import org.amparo.testing.Clinic;
import org.amparo.testing.FaultySmtp;
import org.amparo.testing.FaultySmtp.Fault;
import org.amparo.testing.Visitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The disk fills up under the real program: what cannot be kept is said not to be kept, and what was taken is done. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DiskFullTests {
    static final int ENOUGH_MB = 260;
    static final Duration LONG_ENOUGH = Duration.ofSeconds(90);

    @Test
    void aPressOnAFullDiskIsRefusedInWordsAndAnAcceptedOneIsNotForgotten() {
        var clinic = new AtomicReference<Clinic>();
        var data = Child.prepare(beans -> clinic.set(new Clinic(beans)));
        assumeTrue(Child.smallDisksAreAllowed(data), "mounts are not allowed here");
        try (var mail = new FaultySmtp();
                var child = Child.onSmallDisk(data, ENOUGH_MB, mail)) {
            var door = "/door/" + clinic.get().site + "/presses";
            var ana = new Visitor(child.port);
            ana.post("/sign-in", "email", clinic.get().anasAddress, "passphrase", Clinic.WORDS);
            mail.becomes(Fault.REFUSES_CONNECTIONS);
            var before = ana.post(door, "id", UUID.randomUUID().toString());
            assertThat(before.statusCode()).isEqualTo(303);
            child.fillDisk();

            int accepted = 0;
            var refused = "";
            long until = System.nanoTime() + LONG_ENOUGH.toNanos();
            while (refused.isEmpty() && System.nanoTime() < until) {
                var answer = ana.post(door, "id", UUID.randomUUID().toString());
                if (answer.statusCode() == 303) accepted++;
                else {
                    assertThat(answer.statusCode()).isEqualTo(503);
                    refused = answer.body();
                }
            }
            assertThat(refused)
                    .as("said, after %d presses that were taken", accepted)
                    .contains("call");

            child.freeDisk();
            child.await("answered again", () -> {
                var answer = ana.post(door, "id", UUID.randomUUID().toString());
                return answer.statusCode() == 303;
            });
            mail.becomes(Fault.NONE);
            child.await("sent", () -> !mail.mailsTo(clinic.get().anasAddress).isEmpty());
            var screen = ana.get("/door/" + clinic.get().site);
            assertThat(screen.statusCode()).isEqualTo(200);
            assertThat(screen.body()).as("who is being called").contains("Ana");
            assertThat(mail.mailsTo(clinic.get().anasAddress))
                    .extracting(FaultySmtp.Mail::id)
                    .as("one page, however often the button was pressed")
                    .hasSize(1);
        }
    }
}
