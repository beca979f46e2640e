package org.amparo.ground.mass;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.amparo.ground.contacts.Channel;

/**
 * A way out for many. Its connections are its own: nothing that a mass connection waits for can hold up a page or a
 * reply (design.md section 6).
 */
public interface MassGateway {
    Channel channel();

    /** False when the operator has not said where it is. */
    boolean configured();

    /** Most messages of one batch. After a kill at most this many are repeated on each connection. */
    int batch();

    /**
     * Opens a connection that one thread uses, with the texts it will send made ready for the wire.
     *
     * @param texts by {@link Batch#text}: one for each language
     */
    Line connect(List<MassText> texts) throws IOException;

    /** One connection. Every wait on it is bounded. */
    interface Line extends Closeable {
        /**
         * Sends what is in the batch and returns once each message has its {@link Fate}. A connection that breaks leaves
         * {@link Fate#UNCLEAR} on what may have gone and {@link Fate#NOT_NOW} on what was not begun, and throws.
         */
        void send(Batch batch) throws IOException;
    }

    /** What became of one message. */
    enum Fate {
        /** Not begun, or the provider asks us to wait: it goes out later. */
        NOT_NOW,
        TAKEN,
        /** Nobody is there; the address is to be retired. */
        GONE,
        /** Refused for good, and the address is not to blame. */
        REFUSED,
        /** It may have gone. */
        UNCLEAR
    }
}
