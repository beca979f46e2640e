package org.amparo.ground.mass;

import org.amparo.ground.contacts.Channel;
import org.amparo.ground.inbound.InboundTexts;
import org.amparo.ground.inbound.Wish;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.secrets.KeyedHash;
import org.amparo.ground.storage.Locator;
import org.amparo.ground.storage.Tenancy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Somebody answers STOP, in whatever words: everything to that number ends, in every organization that wrote to it. */
@Component
class HearStop implements InboundTexts {
    private static final Logger log = LoggerFactory.getLogger(HearStop.class);
    private final Locator locator;
    private final KeyedHash hash;
    private final Timekeeper timekeeper;
    private final Subscribers subscribers;

    HearStop(Locator locator, KeyedHash hash, Timekeeper timekeeper, Subscribers subscribers) {
        this.locator = locator;
        this.hash = hash;
        this.timekeeper = timekeeper;
        this.subscribers = subscribers;
    }

    @Override
    public void heard(Channel channel, String from, String text) {
        var wish = Wish.in(text);
        if (wish.filter(found -> found == Wish.STOP).isEmpty()) {
            log.info("A text that is no STOP came in and is not kept");
            return;
        }
        var kind = Subscribers.located(channel);
        for (var found : locator.find(kind, hash.of(kind, Subscribers.normal(channel, from)), timekeeper.now())) {
            var organization = found.organization();
            if (organization != null) Tenancy.as(organization, () -> subscribers.leave(found.subject()));
        }
    }
}
