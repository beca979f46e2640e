package org.amparo.ground.smpp;

import java.io.IOException;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.amparo.ground.messages.Gateway.Outcome;

/**
 * A connection that carries pages or replies both ways. One thread reads it all its life; those who send wait for the
 * answer to their own message, several at a time.
 */
final class Bind {
    private final SmppConnection connection;
    private final SmppSettings settings;
    private final Map<Integer, CompletableFuture<Answer>> waiting = new ConcurrentHashMap<>();
    private final Semaphore window;
    private final AtomicInteger sequence = new AtomicInteger(1); // the bind had it
    private volatile boolean ended;

    /** @param reference the carrier's own word for the message */
    private record Answer(Status status, String reference) {}

    Bind(SmppConnection connection, SmppSettings settings) {
        this.connection = connection;
        this.settings = settings;
        this.window = new Semaphore(settings.window(), true);
    }

    /**
     * Hands over the parts of one message and waits for the answers to all.
     *
     * @param parts bodies of {@code submit_sm}
     */
    Outcome submit(List<byte[]> parts, long until) throws InterruptedException {
        var answers = new ArrayList<CompletableFuture<Answer>>(parts.size());
        var pdu = new Pdu();
        for (var part : parts) {
            var left = Math.max(until - System.nanoTime(), 0);
            if (ended || !window.tryAcquire(left, TimeUnit.NANOSECONDS)) return silence(!answers.isEmpty());
            int number = nextNumber();
            var answer = new CompletableFuture<Answer>();
            waiting.put(number, answer);
            if (ended) return silence(!answers.isEmpty()); // nobody would answer any more
            answers.add(answer);
            pdu.clear();
            pdu.begin(Pdu.SUBMIT_SM, 0, number).octets(part).end();
            try {
                connection.write(pdu.bytes(), pdu.size());
            } catch (IOException e) {
                end();
                return silence(true);
            }
        }
        return gather(answers, until);
    }

    private Outcome gather(List<CompletableFuture<Answer>> answers, long until) throws InterruptedException {
        var worst = Status.TAKEN;
        var reference = "";
        try {
            for (var each : answers) {
                var answer = each.get(Math.max(until - System.nanoTime(), 0), TimeUnit.NANOSECONDS);
                worst = worst.worseOf(answer.status());
                reference = answer.reference(); // the last part's: the receipt that was asked for names it
            }
            return worst.outcome(reference);
        } catch (TimeoutException | ExecutionException e) {
            end(); // whoever is silent once is not trusted with the next message
            return silence(true);
        }
    }

    private static Outcome silence(boolean begun) {
        return begun ? new Outcome.Unclear("silence-after-submit") : new Outcome.NotNow("gateway-failed");
    }

    /** Reads until the carrier hangs up, falls silent or talks nonsense. */
    void read(Inbound inbound) throws IOException {
        try {
            var asked = false;
            while (!ended) {
                if (connection.next(settings.quietFor().toNanos())) {
                    asked = false;
                    if (!took(inbound)) return;
                } else if (asked) throw new IOException("The carrier does not answer any more");
                else {
                    asked = true;
                    connection.ask(Pdu.ENQUIRE_LINK, nextNumber());
                }
            }
        } finally {
            end();
        }
    }

    /** @return false when the carrier takes its leave */
    private boolean took(Inbound inbound) throws IOException {
        int command = connection.command();
        int number = connection.sequence();
        switch (command) {
            case Pdu.SUBMIT_SM | Pdu.ANSWER, Pdu.GENERIC_NACK -> answered(command, number);
            case Pdu.DELIVER_SM -> {
                var delivery = Delivery.read(connection.body(), settings.country());
                inbound.take(delivery, status -> answer(Pdu.DELIVER_SM, status, number));
            }
            case Pdu.ENQUIRE_LINK -> connection.answer(command, Status.OK, number);
            case Pdu.ENQUIRE_LINK | Pdu.ANSWER, Pdu.UNBIND | Pdu.ANSWER, Pdu.ALERT_NOTIFICATION -> {}
            case Pdu.DATA_SM -> connection.answer(Pdu.GENERIC_NACK, Status.INVALID_COMMAND, number);
            case Pdu.UNBIND -> {
                connection.answer(command, Status.OK, number);
                return false;
            }
            default -> throw new ProtocolException("An unknown command");
        }
        return true;
    }

    private void answered(int command, int number) throws IOException {
        var answer = waiting.remove(number);
        if (answer == null) return; // too late, or invented
        var status = Status.of(command, connection.status());
        var body = connection.body();
        answer.complete(new Answer(status, status == Status.TAKEN && body.more() ? body.word() : ""));
        window.release();
    }

    private void answer(int command, int status, int number) {
        try {
            connection.answer(command, status, number);
        } catch (IOException e) {
            end(); // it will bring it again over the next connection
        }
    }

    private int nextNumber() {
        return sequence.updateAndGet(n -> n == Integer.MAX_VALUE ? 1 : n + 1);
    }

    boolean ended() {
        return ended;
    }

    /** Takes leave if the carrier listens, then hangs up. */
    void leave() {
        try {
            if (!ended) connection.ask(Pdu.UNBIND, nextNumber());
        } catch (IOException e) {
            // it will notice
        }
        end();
    }

    private void end() {
        ended = true;
        connection.close();
        waiting.forEach((number, answer) -> answer.completeExceptionally(new IOException("The connection ended")));
    }
}
