package org.amparo.ground.messages;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.amparo.ground.contacts.Channel;

/** A way out. It may fail in any way; it must answer within {@link #LONGEST}, which is below the lane's lease. */
public interface Gateway {
    /** A gateway has answered after this long, whatever its server does. */
    Duration LONGEST = Duration.ofSeconds(20);

    /** For what does not run out. */
    Instant NO_END = Instant.parse("9999-12-31T00:00:00Z");

    Channel channel();

    /** False when the operator has not said where it is. */
    boolean configured();

    Outcome send(Envelope envelope);

    /**
     * What a gateway gets.
     *
     * @param id the same at every try: a receiver that sees it twice may drop the second
     * @param expires after this instant nobody wants it any more; a carrier that keeps it for somebody who is away may
     *     be told
     */
    record Envelope(UUID id, LaneName lane, String address, String subject, String text, Instant expires) {
        /** One that does not run out, for gateways that cannot pass an end on. */
        public Envelope(UUID id, LaneName lane, String address, String subject, String text) {
            this(id, lane, address, subject, text, NO_END);
        }

        @Override
        public String toString() {
            return "Envelope[" + id + "]";
        }
    }

    /** What became of it. {@code reason} is a coarse word for the ledger, never the server's own text. */
    sealed interface Outcome {
        /** @param reference the carrier's own word for it, which a later receipt names; empty if there will be none */
        record Submitted(String reference) implements Outcome {
            public Submitted() {
                this("");
            }
        }

        record Delivered() implements Outcome {}

        /** Nobody is there, or the text is refused for good. */
        record Refused(String reason) implements Outcome {}

        /** Not now: the gateway is away or asks us to wait. Nothing was sent. */
        record NotNow(String reason) implements Outcome {}

        /** Silence after the text was handed over: it may have gone. */
        record Unclear(String reason) implements Outcome {}
    }
}
