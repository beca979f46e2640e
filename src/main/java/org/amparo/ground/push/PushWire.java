package org.amparo.ground.push;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.amparo.ground.jobs.Timekeeper;
import org.jspecify.annotations.Nullable;

/**
 * The way to all push services, for one lane: connections and breakers of its own, and an answer within a bounded time
 * whatever happens on the other side.
 */
final class PushWire implements AutoCloseable {
    /** Push services keep nothing longer, and some refuse to be asked for more. */
    private static final Duration LONGEST_KEPT = Duration.ofDays(28);

    private final Supplier<HttpClient> clients;
    private final PushSettings settings;
    private final Vapid vapid;
    private final Timekeeper timekeeper;
    private final Duration obeys;
    private final Breakers breakers = new Breakers();
    private @Nullable HttpClient client; // made when it is needed first: a start has no time for it

    /**
     * @param obeys how long the lane leaves a whole push service alone because it asked to wait. A page does not: what
     *     one browser's pushes are slowed down for must not hold back a page to another.
     */
    PushWire(Supplier<HttpClient> clients, PushSettings settings, Vapid vapid, Timekeeper timekeeper, Duration obeys) {
        this.clients = clients;
        this.settings = settings;
        this.vapid = vapid;
        this.timekeeper = timekeeper;
        this.obeys = obeys;
    }

    enum Urgency {
        NORMAL,
        HIGH
    }

    /**
     * One sealed push.
     *
     * @param topic a later push of the same topic takes the place of this one while it waits for the browser
     * @param lasts how long the push service may keep it for a browser that is away
     */
    record Push(Subscription to, byte[] body, String topic, Duration lasts, Urgency urgency) {}

    /** Never completes with a problem. */
    CompletableFuture<Answer> send(Push push) {
        var origin = push.to().origin();
        if (breakers.closed(origin, timekeeper.now())) return CompletableFuture.completedFuture(Answer.AWAY);
        try {
            return send(request(push, origin), origin, client());
        } catch (RuntimeException e) { // before anything was sent: no word for the push service, or no client
            return CompletableFuture.completedFuture(Answer.FAILED);
        }
    }

    private CompletableFuture<Answer> send(HttpRequest request, String origin, HttpClient used) {
        var exchange = used.sendAsync(request, BodyHandlers.discarding());
        return exchange.copy()
                .orTimeout(settings.longestWait().toMillis(), TimeUnit.MILLISECONDS)
                .handle((response, problem) -> {
                    if (problem != null) exchange.cancel(true);
                    var answer = response == null ? Answer.of(problem) : Answer.of(response.statusCode());
                    if (answer == Answer.SILENT) replace(used);
                    note(origin, answer, response);
                    return answer;
                });
    }

    HttpRequest request(Push push, String origin) {
        return HttpRequest.newBuilder(push.to().endpoint())
                .header("TTL", Long.toString(Math.clamp(push.lasts().toSeconds(), 0, LONGEST_KEPT.toSeconds())))
                .header("Urgency", push.urgency() == Urgency.HIGH ? "high" : "normal")
                .header("Topic", push.topic())
                .header("Content-Type", "application/octet-stream")
                .header("Content-Encoding", "aes128gcm")
                .header("Authorization", vapid.authorization(origin))
                .POST(HttpRequest.BodyPublishers.ofByteArray(push.body()))
                .build();
    }

    private void note(String origin, Answer answer, @Nullable HttpResponse<?> response) {
        var now = timekeeper.now();
        if (answer.ill()) breakers.failed(origin, now);
        else if (answer != Answer.ASKED_TO_WAIT) breakers.worked(origin, now);
        if (response == null || !(answer == Answer.ASKED_TO_WAIT || answer == Answer.FAILED)) return;
        response.headers()
                .firstValue("Retry-After")
                .flatMap(text -> wait(text, now))
                .map(asked -> asked.compareTo(obeys) < 0 ? asked : obeys)
                .filter(Duration::isPositive)
                .ifPresent(asked -> breakers.pause(origin, now.plus(asked)));
    }

    /** Seconds, or a date. */
    static Optional<Duration> wait(String retryAfter, Instant now) {
        var text = retryAfter.strip();
        if (text.matches("[0-9]{1,6}")) return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        try {
            return Optional.of(Duration.between(
                    now,
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The client keeps a connection that fell silent and would send the next push into the same hole. */
    private synchronized void replace(HttpClient silent) {
        if (client != silent) return;
        client = null;
        silent.shutdown(); // what others have under way on it may end
    }

    private synchronized HttpClient client() {
        var known = client;
        if (known == null) client = known = clients.get();
        return known;
    }

    @Override
    public synchronized void close() {
        if (client != null) client.shutdownNow();
    }
}
