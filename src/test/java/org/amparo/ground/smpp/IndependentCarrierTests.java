package org.amparo.ground.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.ServerSocket;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.amparo.ground.languages.Language;
import org.amparo.ground.mass.MassGateway.Fate;
import org.amparo.ground.mass.MassText;
import org.amparo.ground.messages.Gateway.Envelope;
import org.amparo.ground.messages.Gateway.Outcome;
import org.amparo.ground.messages.LaneName;
import org.amparo.ground.messages.Receipts.Word;
import org.jsmpp.bean.Alphabet;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.GeneralDataCoding;
import org.jsmpp.bean.InterfaceVersion;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.SMPPServerSessionListener;
import org.jsmpp.session.ServerMessageReceiverListener;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.util.MessageId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a carrier that somebody else wrote: jsmpp's server. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class IndependentCarrierTests {
    final List<SubmitSm> submitted = new CopyOnWriteArrayList<>();
    final List<SMPPServerSession> sessions = new CopyOnWriteArrayList<>();
    final List<String> binds = new CopyOnWriteArrayList<>();
    final ConcurrentHashMap<String, Word> receipts = new ConcurrentHashMap<>();
    final List<String> heard = new CopyOnWriteArrayList<>();
    final Inbound inbound = new Inbound(
            (reference, word) -> receipts.put(reference, word) == null,
            () -> (channel, from, text) -> heard.add(from + " " + text));
    SMPPServerSessionListener carrier;
    SmppAccount account;
    SmppGateway gateway;
    SmppMassGateway mass;

    @BeforeEach
    void begin() throws IOException {
        int port = freePort();
        carrier = new SMPPServerSessionListener(port);
        carrier.setMessageReceiverListener(receiver());
        Thread.ofVirtual().start(this::accept);
        account = new SmppAccount(SmppGatewayTests.settings(port, 100_000));
        gateway = new SmppGateway(account, inbound);
        mass = new SmppMassGateway(account);
        gateway.start();
    }

    /** jsmpp does not tell which port it was given. */
    private static int freePort() throws IOException {
        try (var any = new ServerSocket(0)) {
            return any.getLocalPort();
        }
    }

    @AfterEach
    void end() throws IOException {
        gateway.stop();
        mass.close();
        inbound.close();
        sessions.forEach(SMPPServerSession::close);
        carrier.close();
    }

    private ServerMessageReceiverListener receiver() {
        return (ServerMessageReceiverListener) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ServerMessageReceiverListener.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("onAcceptEnquireLink")) return null;
                    if (!method.getName().equals("onAcceptSubmitSm")) throw new ProcessRequestException("no", 3);
                    var message = (SubmitSm) arguments[0];
                    if (message.getDestAddress().endsWith("0000")) throw new ProcessRequestException("nobody", 0x0B);
                    submitted.add(message);
                    return new SubmitSmResult(new MessageId("id-" + submitted.size()), null);
                });
    }

    private void accept() {
        while (true) {
            try {
                var session = carrier.accept();
                var bind = session.waitForBind(5_000);
                binds.add(bind.getBindType() + " " + bind.getSystemId() + " " + bind.getPassword());
                bind.accept("jsmpp", InterfaceVersion.IF_34);
                sessions.add(session);
            } catch (IOException | TimeoutException | org.jsmpp.PDUStringException e) {
                return; // closed
            }
        }
    }

    @Test
    void bindsSubmitsAndHears() throws Exception {
        await().until(() -> sessions.size() == 2);
        assertThat(binds).containsOnly("BIND_TRX amparo secret");
        var outcome = gateway.send(
                new Envelope(UUID.randomUUID(), LaneName.PAGE, "+13125550141", "Amparo", "Ábrelo: ¿quién?"));
        assertThat(outcome).isInstanceOf(Outcome.Submitted.class);
        var sent = submitted.getFirst();
        assertThat(sent.getDestAddress()).isEqualTo("13125550141");
        assertThat(sent.getSourceAddr()).isEqualTo("13125550100");
        assertThat(sent.getRegisteredDelivery()).isEqualTo((byte) 1);
        assertThat(new String(sent.getShortMessage(), java.nio.charset.StandardCharsets.UTF_16BE))
                .isEqualTo("Amparo\nÁbrelo: ¿quién?");

        var reference = ((Outcome.Submitted) outcome).reference();
        deliver((byte) 0x04, "id:" + reference + " sub:001 dlvrd:001 stat:DELIVRD err:000 text:");
        await().until(() -> receipts.get(reference) == Word.DELIVERED);
        deliver((byte) 0, "ALTO");
        await().until(() -> heard.equals(List.of("+13125550141 ALTO")));
    }

    private void deliver(byte kind, String text) throws Exception {
        sessions.getFirst()
                .deliverShortMessage(
                        "",
                        TypeOfNumber.INTERNATIONAL,
                        NumberingPlanIndicator.ISDN,
                        "13125550141",
                        TypeOfNumber.INTERNATIONAL,
                        NumberingPlanIndicator.ISDN,
                        "13125550100",
                        new ESMClass(kind),
                        (byte) 0,
                        (byte) 0,
                        new RegisteredDelivery(0),
                        new GeneralDataCoding(Alphabet.ALPHA_DEFAULT),
                        text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    @Test
    void aLineSendsToMany() throws IOException {
        var batch = SmppLineTests.batch(300);
        batch.add("+13125550000".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, 0, new byte[0], 0);
        try (var line = mass.connect(List.of(
                new MassText(Language.ENGLISH, "", "Short.", ""),
                new MassText(Language.SPANISH, "", "a".repeat(200), "")))) {
            line.send(batch);
        }
        assertThat(SmppLineTests.fates(batch).subList(0, 300)).containsOnly(Fate.TAKEN);
        assertThat(batch.fate(300)).isEqualTo(Fate.GONE);
        assertThat(submitted).hasSize(150 + 2 * 150);
        assertThat(submitted.stream().filter(SubmitSm::isUdhi)).hasSize(300);
        assertThat(binds).contains("BIND_TX amparo secret");
    }
}
