package org.amparo.ground.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.amparo.ground.languages.Language;
import org.amparo.ground.mass.Batch;
import org.amparo.ground.mass.MassGateway;
import org.amparo.ground.mass.MassGateway.Fate;
import org.amparo.ground.mass.MassText;
import org.amparo.ground.secrets.Secrets;
import org.amparo.testing.HandTurnedTimekeeper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Notices to many: each sealed for one browser, many under way at once, every fate told. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class PushLineTests {
    static final String HERE = PushGatewayTests.HERE;
    final HandTurnedTimekeeper clock = new HandTurnedTimekeeper(PushGatewayTests.NOON);
    final PushPeer peer = new PushPeer();
    final List<BrowserKeys> browsers = new ArrayList<>();
    final Batch batch = new Batch(200);

    @TempDir
    Path secrets;

    MassGateway.Line line;

    @BeforeEach
    void open() throws IOException {
        var settings = PushGatewayTests.settings(peer.host());
        var vapid = new Vapid(new Secrets(secrets), settings, () -> HERE, clock);
        line = new PushMassGateway(peer::client, settings, vapid, () -> HERE, clock)
                .connect(List.of(
                        new MassText(Language.ENGLISH, "Alert", "Seen at the market.", HERE + "/leave/"),
                        new MassText(Language.SPANISH, "Alerta", "Vistos en el mercado.", "")));
    }

    @AfterEach
    void close() throws IOException {
        line.close();
        peer.close();
    }

    void aBatchOf(int size) {
        batch.clear();
        for (int i = 0; i < size; i++) {
            if (browsers.size() <= i) browsers.add(new BrowserKeys());
            var address = browsers.get(i).at(peer.endpoint("to/" + i)).address();
            batch.add(bytes(address), 7, i, bytes("leave" + i), i % 2);
        }
    }

    @Test
    void everybodyReadsTheirOwn() throws Exception {
        aBatchOf(150);
        line.send(batch);
        for (int i = 0; i < 150; i++) assertThat(batch.fate(i)).isEqualTo(Fate.TAKEN);
        assertThat(peer.received).hasSize(150);
        for (var got : peer.received) {
            int i = Integer.parseInt(got.path().substring(4));
            var notice = browsers.get(i).read(got.body());
            assertThat(notice).contains("\"id\":\"" + Notice.topic(7, i) + "\"");
            if (i % 2 == 0) assertThat(notice).contains("Alert", "market", HERE + "/leave/leave" + i + "\"");
            else assertThat(notice).contains("Alerta", "mercado").doesNotContain("leave");
        }
        assertThat(peer.connections).as("one HTTP/2 connection").hasSize(1);
    }

    @Test
    void manyAreUnderWayAtOnceAndNotTooMany() throws Exception {
        aBatchOf(1);
        line.send(batch);
        var both = new java.util.concurrent.CyclicBarrier(2);
        peer.deed = (request, response) -> {
            try {
                if (request.getRequestURI().endsWith("/0")
                        || request.getRequestURI().endsWith("/1"))
                    both.await(10, TimeUnit.SECONDS); // only if they are here together
                response.setStatus(201);
            } catch (Exception e) {
                response.setStatus(500);
            }
        };
        aBatchOf(200);
        line.send(batch);
        assertThat(batch.fate(0)).isEqualTo(Fate.TAKEN);
        assertThat(batch.fate(1)).isEqualTo(Fate.TAKEN);
        assertThat(peer.mostAtOnce.get()).isBetween(2, 64);
    }

    @Test
    void eachHasItsOwnFate() throws Exception {
        peer.deed = (request, response) -> response.setStatus(
                switch (request.getRequestURI()) {
                    case "/to/1" -> 410;
                    case "/to/2" -> 413;
                    case "/to/3" -> 403;
                    case "/to/4" -> 500;
                    default -> 201;
                });
        aBatchOf(6);
        batch.add(bytes("nowhere"), 7, 6, bytes("x"), 0);
        batch.add(bytes(new BrowserKeys().at("https://10.0.0.1/x").address()), 7, 7, bytes("x"), 0);
        batch.add(bytes(new BrowserKeys().at(peer.endpoint("x")).address()), 7, 8, bytes("\"x"), 0);
        line.send(batch);
        assertThat(fates())
                .containsExactly(
                        Fate.TAKEN,
                        Fate.GONE,
                        Fate.REFUSED,
                        Fate.REFUSED,
                        Fate.NOT_NOW,
                        Fate.TAKEN,
                        Fate.GONE,
                        Fate.REFUSED,
                        Fate.REFUSED);
    }

    @Test
    void whoAsksToWaitIsLeftAloneForAsLong() throws Exception {
        peer.answers(429, "Retry-After", "60");
        aBatchOf(20);
        line.send(batch);
        assertThat(fates()).containsOnly(Fate.NOT_NOW);
        assertThat(peer.received).as("the first answer is heeded").hasSize(1);
        peer.answers(201);
        clock.forward(Duration.ofSeconds(59));
        assertThatThrownBy(() -> line.send(batch)).isInstanceOf(IOException.class);
        clock.forward(Duration.ofSeconds(2));
        line.send(batch);
        assertThat(fates()).containsOnly(Fate.TAKEN);
    }

    @Test
    void nothingHasGoneWhenNobodyIsThere() {
        peer.wire.refuses();
        aBatchOf(20);
        assertThatThrownBy(() -> line.send(batch)).isInstanceOf(IOException.class);
        assertThat(fates()).containsOnly(Fate.NOT_NOW);
    }

    @Test
    void silenceIsUnclearAndComesToAnEnd() throws Exception {
        aBatchOf(1);
        line.send(batch);
        peer.hangs();
        aBatchOf(20);
        line.send(batch);
        assertThat(fates()).containsOnly(Fate.UNCLEAR);
        peer.answers(201);
        clock.forward(Duration.ofSeconds(11));
        line.send(batch);
        assertThat(fates()).containsOnly(Fate.TAKEN);
    }

    private List<Fate> fates() {
        var fates = new ArrayList<Fate>();
        for (int i = 0; i < batch.size(); i++) fates.add(batch.fate(i));
        return fates;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
