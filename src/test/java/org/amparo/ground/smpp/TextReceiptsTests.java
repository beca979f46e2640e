package org.amparo.ground.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.amparo.ground.contacts.Channel;
import org.amparo.ground.contacts.ContactMethods;
import org.amparo.ground.messages.LaneName;
import org.amparo.ground.messages.Lanes;
import org.amparo.ground.messages.MessageState;
import org.amparo.ground.messages.Outbox;
import org.amparo.testing.AmparoTest;
import org.amparo.testing.Clinic;
import org.amparo.testing.FaultySmsc;
import org.amparo.testing.FaultySmsc.Fault;
import org.amparo.testing.HandTurnedTimekeeper;
import org.amparo.testing.TestApplication;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfiguration;

/** A text from the outbox over a carrier and back: what the carrier says is written on the message it names, and on no other. */
@AmparoTest
@ContextConfiguration(initializers = TextReceiptsTests.WithCarrier.class)
class TextReceiptsTests {
    static final FaultySmsc CARRIER = new FaultySmsc();

    @Autowired
    BeanFactory beans;

    @Autowired
    Outbox outbox;

    @Autowired
    Lanes lanes;

    @Autowired
    HandTurnedTimekeeper clock;

    Clinic clinic;

    static final class WithCarrier implements ApplicationContextInitializer<GenericApplicationContext> {
        @Override
        public void initialize(GenericApplicationContext context) {
            new TestApplication().initialize(context);
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource(
                            "carrier",
                            Map.of(
                                    "amparo.smpp.host", "127.0.0.1",
                                    "amparo.smpp.port", CARRIER.port(),
                                    "amparo.smpp.system-id", "amparo",
                                    "amparo.smpp.source", "+13125550100",
                                    "amparo.smpp.answer-wait", "1s")));
        }
    }

    @BeforeEach
    void begin() {
        CARRIER.deliveryAnswers().clear();
        clinic = new Clinic(beans);
        await().until(() -> CARRIER.bound() == 2);
    }

    @AfterEach
    void well() {
        CARRIER.sendsReceiptsFirst(0);
        CARRIER.turns(Fault.NONE);
    }

    UUID aPageIsSent() {
        var id = clinic.in(() -> {
            var methods = beans.getBean(ContactMethods.class);
            methods.add(clinic.ana, Channel.SMS, "(312) 555-0141", clinic.ana);
            var text = methods.of(clinic.ana).stream()
                    .filter(m -> m.channel() == Channel.SMS)
                    .findFirst()
                    .orElseThrow();
            return outbox.send(
                    LaneName.PAGE,
                    text,
                    new Outbox.Letter("Amparo", "Please answer."),
                    clock.now().plus(Duration.ofMinutes(10)));
        });
        lanes.sweep(LaneName.PAGE);
        return id;
    }

    MessageState state(UUID message) {
        return clinic.in(() -> outbox.state(message).orElseThrow());
    }

    @Test
    void aReceiptThatIsEarlierThanOurOwnTransactionIsNotLost() {
        CARRIER.sendsReceiptsFirst(2);
        var page = aPageIsSent();
        await().until(() -> state(page) == MessageState.DELIVERED);
    }

    @Test
    void aReceiptThatSaysNoFailsTheMessageOnceAndForAll() throws Exception {
        var page = aPageIsSent();
        assertThat(state(page)).isEqualTo(MessageState.SUBMITTED);
        var reference = CARRIER.submitted().getLast().id();
        CARRIER.bringsReceipt("invented", 2, false);
        CARRIER.bringsReceipt(reference, 1, true);
        CARRIER.bringsReceipt(reference, 5, false);
        await().until(() -> state(page) == MessageState.FAILED);
        CARRIER.bringsReceipt(reference, 2, true);
        for (int i = 0; i < 4; i++)
            assertThat(CARRIER.deliveryAnswers().poll(5, java.util.concurrent.TimeUnit.SECONDS))
                    .isZero();
        assertThat(state(page)).isEqualTo(MessageState.FAILED);
    }

    @Test
    void aNumberWithNobodyBehindItIsRetired() {
        CARRIER.turns(Fault.NOBODY_THERE);
        var page = aPageIsSent();
        assertThat(state(page)).isEqualTo(MessageState.FAILED);
        assertThat(clinic.in(() -> beans.getBean(ContactMethods.class).of(clinic.ana)))
                .anyMatch(m -> m.channel() == Channel.SMS && m.dead());
    }
}
