package org.amparo.ground.inbound;

import org.amparo.ground.contacts.Channel;

/** Hears what people write back. What it means to end or to begin, {@link Wish} tells. */
public interface InboundTexts {
    /**
     * Returns once it is written down; throws if it could not be, and the provider will bring the text again. The same
     * text may come twice.
     *
     * @param from the sender's number in international form, with a plus sign
     */
    void heard(Channel channel, String from, String text);
}
