package org.amparo.ground.push;

import java.security.InvalidKeyException;
import java.util.Map;
import org.amparo.ground.access.Allowed;
import org.amparo.ground.access.Role;
import org.amparo.ground.access.Viewer;
import org.amparo.ground.contacts.Channel;
import org.amparo.ground.contacts.ContactMethods;
import org.amparo.ground.web.Assets;
import org.amparo.ground.web.Here;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** A member turns notices on in the browser in which they are. Asked by a script only: nothing else can subscribe. */
@Controller
class BrowserController {
    private static final int MOST = 10;
    private final ContactMethods methods;
    private final Vapid vapid;
    private final PushSettings settings;

    BrowserController(ContactMethods methods, Vapid vapid, PushSettings settings) {
        this.methods = methods;
        this.vapid = vapid;
        this.settings = settings;
    }

    @GetMapping(value = "/account/contact/browsers", produces = MediaType.APPLICATION_JSON_VALUE)
    @Allowed(Role.STAFF)
    @ResponseBody
    Map<String, String> key() {
        return Map.of("key", vapid.publicKey());
    }

    /** 422 for what is no subscription of a push service that we know, or one too many. */
    @PostMapping(value = "/account/contact/browsers", produces = MediaType.APPLICATION_JSON_VALUE)
    @Allowed(Role.STAFF)
    @Transactional
    @ResponseBody
    public ResponseEntity<Map<String, String>> add(
            @RequestParam(defaultValue = "") String endpoint,
            @RequestParam(defaultValue = "") String p256dh,
            @RequestParam(defaultValue = "") String auth,
            Viewer me) {
        var subscription = Subscription.of(endpoint, p256dh, auth)
                .filter(found -> settings.allows(found.endpoint()))
                .filter(BrowserController::canBeSealedFor);
        if (subscription.isEmpty() || methods.of(me.id()).size() >= MOST)
            return ResponseEntity.unprocessableContent().body(Map.of());
        methods.add(me.id(), Channel.PUSH, subscription.get().address(), me.id());
        return ResponseEntity.ok(Map.of("next", Here.url("/account/contact")));
    }

    /** At a fixed address and not among the pages' own assets: browsers look there for a newer one. */
    @GetMapping("/push-worker.js")
    @Allowed(Role.ANYONE)
    ResponseEntity<byte[]> worker() {
        return Assets.answer("push-worker.js", "no-cache");
    }

    private static boolean canBeSealedFor(Subscription subscription) {
        try {
            new Encryption().seal(subscription, new byte[0]);
            return true;
        } catch (InvalidKeyException e) {
            return false;
        }
    }
}
