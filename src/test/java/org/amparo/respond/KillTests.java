package org.amparo.respond;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.amparo.testing.Child;
import org.amparo.testing.Clinic;
import org.amparo.testing.FaultySmtp;
import org.amparo.testing.FaultySmtp.Fault;
import org.amparo.testing.FaultySmtp.Mail;
import org.amparo.testing.Visitor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The real program in a process of its own, killed between any two steps, and its PostgreSQL killed under it: no page is
 * forgotten. Repeats are allowed, under the same Message-ID.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class KillTests {
    static final int STEP_S = 15;

    final FaultySmtp mail = new FaultySmtp();
    final AtomicReference<Clinic> clinic = new AtomicReference<>();
    Path data;
    Child child;

    @BeforeEach
    void aPreparedFolder() {
        data = Child.prepare(beans -> clinic.set(new Clinic(beans, STEP_S)));
    }

    @AfterEach
    void close() {
        if (child != null) child.close();
        mail.close();
    }

    void start(String... environment) {
        child = Child.over(data, mail, environment);
    }

    Visitor anaAtTheDoor() {
        var visitor = new Visitor(child.port);
        visitor.post("/sign-in", "email", clinic.get().anasAddress, "passphrase", Clinic.WORDS);
        return visitor;
    }

    void press() {
        var answer = press(anaAtTheDoor(), UUID.randomUUID());
        assertThat(answer).as("pressed").isEqualTo(303);
    }

    int press(Visitor visitor, UUID id) {
        return visitor.post("/door/" + clinic.get().site + "/presses", "id", id.toString())
                .statusCode();
    }

    int mailsToAna() {
        return mail.mailsTo(clinic.get().anasAddress).size();
    }

    @Test
    void killedBetweenThePressAndTheSending() {
        start("AMPARO_LANES", "manual"); // nothing leaves
        press();
        child.kill();
        assertThat(mail.mails()).isEmpty();
        start();
        child.await("sent after the kill", () -> mailsToAna() == 1);
    }

    @Test
    void killedWhileTheMailServerHangsAndTheNextIsStillCalledInTime() {
        mail.becomes(Fault.HANGS_AFTER_MAIL);
        start();
        press();
        long pressed = System.nanoTime();
        child.await("at the mail server", () -> mail.connections() > 0);
        child.kill();
        mail.becomes(Fault.NONE);
        start();
        long running = System.nanoTime();
        child.await("sent after the kill", () -> mailsToAna() >= 1);
        child.await(
                "the next called",
                () -> !mail.mailsTo(clinic.get().luissAddress).isEmpty());
        var called = mail.mailsTo(clinic.get().luissAddress).getFirst().at();
        var turn = pressed + Duration.ofSeconds(STEP_S).toNanos();
        assertThat(Duration.ofNanos(called - turn)).as("not a second early").isGreaterThan(Duration.ofSeconds(-1));
        assertThat(Duration.ofNanos(called - Math.max(turn, running)))
                .as("not five seconds late, though the program was killed in between")
                .isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void killedBetweenTheSendingAndItsRow() {
        start();
        var killed = new AtomicReference<Mail>();
        mail.beforeAnswering(taken -> {
            if (killed.compareAndSet(null, taken)) child.kill();
        });
        press();
        child.await("killed", () -> killed.get() != null);
        start();
        child.await("sent again", () -> mailsToAna() >= 2);
        assertThat(mail.mailsTo(clinic.get().anasAddress))
                .extracting(Mail::id)
                .as("a repeat may be dropped by whoever receives it")
                .containsOnly(killed.get().id());
    }

    @Test
    void itsPostgresIsKilledAndComesBack() throws IOException {
        mail.becomes(Fault.REFUSES_CONNECTIONS);
        start();
        var visitor = anaAtTheDoor();
        assertThat(press(visitor, UUID.randomUUID())).isEqualTo(303);
        var postmaster = Long.parseLong(Files.readAllLines(data.resolve("postgres/pgdata/postmaster.pid"))
                .getFirst()
                .strip());
        ProcessHandle.of(postmaster).orElseThrow().destroyForcibly();
        var again = UUID.randomUUID();
        var answers = new ArrayList<Integer>();
        child.await("answered again", () -> {
            answers.add(press(visitor, again));
            return answers.getLast() == 303;
        });
        assertThat(answers).as("a press is taken or it is said that it was not").isSubsetOf(303, 503);
        mail.becomes(Fault.NONE);
        child.await("sent", () -> mailsToAna() >= 1);
        assertThat(mail.mailsTo(clinic.get().anasAddress)).extracting(Mail::id).hasSize(1);
    }
}
