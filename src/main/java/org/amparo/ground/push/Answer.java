package org.amparo.ground.push;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLHandshakeException;
import org.amparo.ground.mass.MassGateway.Fate;
import org.amparo.ground.messages.Gateway.Outcome;

/** What a push service said of one push, or that it said nothing. */
enum Answer {
    TAKEN,
    /** The browser does not want it any more. */
    GONE,
    TOO_LARGE,
    REFUSED,
    ASKED_TO_WAIT,
    FAILED,
    /** Not reached: nothing was sent. */
    AWAY,
    /** It may have gone. */
    SILENT;

    static Answer of(int status) {
        return switch (status) {
            case 200, 201, 202, 204 -> TAKEN;
            case 404, 410 -> GONE;
            case 413 -> TOO_LARGE;
            case 408, 425, 429 -> ASKED_TO_WAIT;
            default -> status >= 500 ? FAILED : REFUSED;
        };
    }

    static Answer of(Throwable problem) {
        var cause = problem instanceof CompletionException && problem.getCause() != null ? problem.getCause() : problem;
        for (Throwable each = cause; each != null; each = each.getCause())
            if (each instanceof ConnectException
                    || each instanceof HttpConnectTimeoutException
                    || each instanceof UnknownHostException
                    || each instanceof UnresolvedAddressException
                    || each instanceof SSLHandshakeException) return AWAY;
        return cause instanceof IOException || cause instanceof java.util.concurrent.TimeoutException ? SILENT : FAILED;
    }

    /** Whether the push service is not well, as against not liking this one push. */
    boolean ill() {
        return this == FAILED || this == AWAY || this == SILENT;
    }

    Outcome outcome() {
        return switch (this) {
            case TAKEN -> new Outcome.Submitted();
            case GONE -> new Outcome.Refused("no-such-address");
            case TOO_LARGE -> new Outcome.Refused("too-large");
            case REFUSED -> new Outcome.Refused("refused");
            case ASKED_TO_WAIT -> new Outcome.NotNow("asked-to-wait");
            case FAILED -> new Outcome.NotNow("gateway-failed");
            case AWAY -> new Outcome.NotNow("gateway-away");
            case SILENT -> new Outcome.Unclear("silence-after-data");
        };
    }

    Fate fate() {
        return switch (this) {
            case TAKEN -> Fate.TAKEN;
            case GONE -> Fate.GONE;
            case TOO_LARGE, REFUSED -> Fate.REFUSED;
            case ASKED_TO_WAIT, FAILED, AWAY -> Fate.NOT_NOW;
            case SILENT -> Fate.UNCLEAR;
        };
    }
}
