package org.amparo.ground.smpp;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.amparo.ground.contacts.Channel;
import org.amparo.ground.inbound.InboundTexts;
import org.amparo.ground.messages.Receipts;
import org.amparo.ground.messages.Receipts.Word;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Hands on what the carrier brings, on a thread of its own: the thread that reads a connection must be free for the
 * answers that a page waits for. The carrier is told "taken" only after it was handed on, and "bring it again" when that
 * failed or too much waits: a STOP is not lost with the program.
 */
@Component
class Inbound implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Inbound.class);
    private static final int MOST_WAITING = 1_000;

    /**
     * A receipt may come before our own transaction has written under which reference the message went. It is held in
     * memory and tried again after these waits; then it is taken for a lie. The whole is bounded; where it is full, the
     * carrier is to bring it again.
     */
    private static final long[] EARLY_MS = {100, 400, 1_500, 5_000, 20_000};

    private static final int MOST_EARLY = 10_000;

    private final BiPredicate<String, Word> receipts;
    private final Supplier<@Nullable InboundTexts> texts;
    private final Semaphore waiting = new Semaphore(MOST_WAITING);
    private final Semaphore early = new Semaphore(MOST_EARLY);
    private final ScheduledThreadPoolExecutor hands;

    @Autowired
    Inbound(Receipts receipts, ObjectProvider<InboundTexts> texts) {
        this((reference, word) -> receipts.arrived(Channel.SMS, reference, word), texts::getIfAvailable);
    }

    /** @param receipts says whether the receipt fits a message */
    Inbound(BiPredicate<String, Word> receipts, Supplier<@Nullable InboundTexts> texts) {
        this.receipts = receipts;
        this.texts = texts;
        this.hands = new ScheduledThreadPoolExecutor( // its thread begins with the first delivery
                1, Thread.ofPlatform().daemon().name("smpp-inbound").factory());
        hands.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** @param answer told what to say to the carrier, once */
    void take(Delivery delivery, IntConsumer answer) {
        if (delivery instanceof Delivery.Nothing) answer.accept(Status.OK);
        else if (hands.isShutdown() || !waiting.tryAcquire()) answer.accept(Status.RECEIVER_BUSY);
        else
            hands.execute(() -> {
                try {
                    answer.accept(handedOn(delivery) ? Status.OK : Status.RECEIVER_BUSY);
                } finally {
                    waiting.release();
                }
            });
    }

    private boolean handedOn(Delivery delivery) {
        try {
            return switch (delivery) {
                case Delivery.Receipt receipt -> receipts.test(receipt.reference(), receipt.word()) || hold(receipt);
                case Delivery.Text(var from, var text) -> {
                    var listener = texts.get();
                    if (listener == null) log.info("A text came in and nobody listens");
                    else listener.heard(Channel.SMS, from, text);
                    yield true;
                }
                case Delivery.Nothing() -> true;
            };
        } catch (RuntimeException e) {
            log.warn(
                    "What a carrier brought could not be taken: {}",
                    e.getClass().getSimpleName());
            return false;
        }
    }

    private boolean hold(Delivery.Receipt receipt) {
        if (!early.tryAcquire()) return false;
        again(receipt, 0);
        return true;
    }

    private void again(Delivery.Receipt receipt, int tries) {
        if (tries == EARLY_MS.length || hands.isShutdown()) {
            early.release();
            return;
        }
        hands.schedule(() -> tryAgain(receipt, tries), EARLY_MS[tries], TimeUnit.MILLISECONDS);
    }

    private void tryAgain(Delivery.Receipt receipt, int tries) {
        var fits = false;
        try {
            fits = receipts.test(receipt.reference(), receipt.word());
        } catch (RuntimeException e) {
            log.warn("A receipt could not be written: {}", e.getClass().getSimpleName());
        }
        if (fits) early.release();
        else again(receipt, tries + 1);
    }

    @Override
    public void close() {
        hands.shutdownNow();
    }
}
