package org.amparo.ground.web;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Something that cannot be done, and the sentence that says so: {@code <key>.title} and {@code <key>.text} in the
 * message bundles. Nothing was changed when it is thrown out of a transaction.
 */
public final class Refusal extends RuntimeException {
    private final HttpStatus status;
    private final String key;
    private final transient @Nullable Object[] arguments;

    private Refusal(HttpStatus status, String key, @Nullable Object... arguments) {
        super(key, null, false, false);
        this.status = status;
        this.key = key;
        this.arguments = arguments;
    }

    /** Missing, or not theirs to know of: the two answer alike. */
    public static Refusal notFound() {
        return new Refusal(HttpStatus.NOT_FOUND, "error.404");
    }

    /** Not there, in words of its own. */
    public static Refusal notFound(String key) {
        return new Refusal(HttpStatus.NOT_FOUND, key);
    }

    public static Refusal forbidden() {
        return new Refusal(HttpStatus.FORBIDDEN, "error.403");
    }

    /** Somebody was faster, or the state does not allow it any more. */
    public static Refusal conflict(String key, @Nullable Object... arguments) {
        return new Refusal(HttpStatus.CONFLICT, key, arguments);
    }

    public static Refusal unacceptable(String key, @Nullable Object... arguments) {
        return new Refusal(HttpStatus.UNPROCESSABLE_CONTENT, key, arguments);
    }

    public static Refusal tooMany() {
        return new Refusal(HttpStatus.TOO_MANY_REQUESTS, "error.429");
    }

    /** A link that has been used, replaced or has run out. */
    public static Refusal gone(String key, @Nullable Object... arguments) {
        return new Refusal(HttpStatus.GONE, key, arguments);
    }

    public HttpStatus status() {
        return status;
    }

    public String key() {
        return key;
    }

    public @Nullable Object[] arguments() {
        return arguments.clone();
    }
}
