package org.amparo.ground.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.amparo.ground.languages.Language;
import org.amparo.ground.mass.Batch;
import org.amparo.ground.mass.MassGateway.Fate;
import org.amparo.ground.mass.MassText;
import org.amparo.testing.PipeliningServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A line to a strict mail server, however much that server can do, and to one that fails in the middle. */
class SmtpLineTests {
    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    static final int MANY = 320; // several groups
    static final String SPANISH = "Se confirmó a las 12:40.\n.Una línea que empieza con un punto, y es larga: "
            + "tiene más de setenta y seis signos, con eñes y acentos.\n\nNo tiene que abrir la puerta.";
    static final MassText TEXT =
            new MassText(Language.SPANISH, "Aviso: ¿qué pasó?", SPANISH, "https://amparo.example.org/leave/");

    final ScheduledExecutorService patience = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void close() {
        patience.shutdownNow();
    }

    SmtpSettings settings(PipeliningServer server) {
        return new SmtpSettings(
                "127.0.0.1",
                server.port(),
                null,
                null,
                null,
                "none",
                "Clínica <amparo@example.org>",
                Duration.ofSeconds(5),
                Duration.ofMillis(700),
                Duration.ofSeconds(20));
    }

    SmtpLine line(PipeliningServer server) throws IOException {
        var settings = settings(server);
        return new SmtpLine(SmtpWire.open(settings), List.of(new MailTemplate(TEXT, settings, NOON)), patience);
    }

    static Batch batch(int many) {
        var batch = new Batch(many);
        for (int i = 0; i < many; i++)
            batch.add(
                    ("p" + i + "@example.org").getBytes(StandardCharsets.US_ASCII),
                    7,
                    i,
                    ("leave-" + i).getBytes(StandardCharsets.US_ASCII),
                    0);
        return batch;
    }

    static List<Fate> fates(Batch batch) {
        var fates = new ArrayList<Fate>();
        for (int i = 0; i < batch.size(); i++) fates.add(batch.fate(i));
        return fates;
    }

    @ParameterizedTest
    @ValueSource(strings = {"PIPELINING,CHUNKING", "PIPELINING", ""})
    void everybodyGetsAMailOfTheirOwn(String offers) throws Exception {
        try (var server = new PipeliningServer(offers.isEmpty() ? new String[0] : offers.split(","));
                var line = line(server)) {
            var batch = batch(MANY);
            line.send(batch);
            assertThat(fates(batch)).containsOnly(Fate.TAKEN);
            assertThat(server.complaints).isEmpty();
            assertThat(server.mails).hasSize(MANY);
            var ids = new HashSet<String>();
            for (int i = 0; i < MANY; i++) {
                var raw = new String(server.mails.get(i), StandardCharsets.ISO_8859_1);
                assertThat(raw.lines())
                        .allSatisfy(each -> assertThat(each.length()).isLessThanOrEqualTo(200));
                var mail = new MimeMessage(
                        Session.getInstance(new Properties()), new ByteArrayInputStream(server.mails.get(i)));
                assertThat(mail.getSubject()).isEqualTo(TEXT.subject());
                assertThat(mail.getAllRecipients()[0]).hasToString("p" + i + "@example.org");
                assertThat(mail.getFrom()[0].toString()).contains("amparo@example.org");
                assertThat(mail.getSentDate()).isEqualTo(java.util.Date.from(NOON));
                assertThat(mail.getHeader("List-Unsubscribe", null))
                        .isEqualTo("<https://amparo.example.org/leave/leave-" + i + ">");
                assertThat(mail.getHeader("List-Unsubscribe-Post", null)).isEqualTo("List-Unsubscribe=One-Click");
                assertThat(((String) mail.getContent()).replace("\r\n", "\n"))
                        .isEqualTo(SPANISH + "\nhttps://amparo.example.org/leave/leave-" + i + "\n");
                assertThat(mail.getMessageID()).isEqualTo("<" + new UUID(7, i) + "@example.org>");
                ids.add(mail.getMessageID());
            }
            assertThat(ids).hasSize(MANY);
            line.send(batch);
            assertThat(fates(batch)).as("and the next batch over the same line").containsOnly(Fate.TAKEN);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PIPELINING,CHUNKING", "PIPELINING", ""})
    void aRefusedAddressHarmsNobodyElse(String offers) throws Exception {
        try (var server = new PipeliningServer(offers.isEmpty() ? new String[0] : offers.split(","));
                var line = line(server)) {
            server.recipients.put("p3@example.org", "550 5.1.1 no such user");
            server.recipients.put("p4@example.org", "550 5.7.1 relaying denied");
            server.recipients.put("p60@example.org", "451 4.7.1 try later");
            server.recipients.put("p319@example.org", "550 no such user");
            var batch = batch(MANY);
            line.send(batch);
            var expected = new ArrayList<>(java.util.Collections.nCopies(MANY, Fate.TAKEN));
            expected.set(3, Fate.GONE);
            expected.set(4, Fate.REFUSED);
            expected.set(60, Fate.NOT_NOW);
            expected.set(319, Fate.GONE);
            assertThat(fates(batch)).isEqualTo(expected);
            assertThat(server.mails).hasSize(MANY - 4);
            assertThat(server.complaints).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PIPELINING,CHUNKING", "PIPELINING", ""})
    void whatWasTakenAndNotAnsweredIsInDoubtAndTheRestIsNot(String offers) throws Exception {
        try (var server = new PipeliningServer(offers.isEmpty() ? new String[0] : offers.split(","));
                var line = line(server)) {
            server.hangsUpAfter = 120;
            var batch = batch(MANY);
            assertThat(catchThrowable(() -> line.send(batch))).isInstanceOf(IOException.class);
            var fates = fates(batch);
            for (int i = 0; i < MANY; i++)
                if (fates.get(i) == Fate.NOT_NOW)
                    assertThat(i).as("was not begun").isGreaterThanOrEqualTo(120);
            assertThat(fates.get(119)).as("taken and not answered").isEqualTo(Fate.UNCLEAR);
            assertThat(fates.subList(0, 119)).doesNotContain(Fate.NOT_NOW);
            assertThat(fates).contains(Fate.NOT_NOW);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PIPELINING,CHUNKING", "PIPELINING", ""})
    void aServerThatFallsSilentHoldsNobodyForEver(String offers) throws Exception {
        try (var server = new PipeliningServer(offers.isEmpty() ? new String[0] : offers.split(","));
                var line = line(server)) {
            server.fallsSilentAfter = 5;
            var batch = batch(MANY);
            assertThat(catchThrowable(() -> line.send(batch))).isInstanceOf(IOException.class);
            assertThat(fates(batch).get(4)).isEqualTo(Fate.UNCLEAR);
        }
    }

    @Test
    void anAddressThatWouldBeWordsToTheServerIsNotSaid() throws Exception {
        try (var server = new PipeliningServer("PIPELINING", "CHUNKING");
                var line = line(server)) {
            server.recipients.put("nobody@invalid", "550 5.1.1 no such user");
            var batch = new Batch(1);
            batch.add(
                    "p@example.org>\r\nRCPT TO:<other@example.org".getBytes(StandardCharsets.US_ASCII),
                    1,
                    1,
                    new byte[0],
                    0);
            line.send(batch);
            assertThat(batch.fate(0)).isEqualTo(Fate.GONE);
            assertThat(server.mails).isEmpty();
        }
    }
}
