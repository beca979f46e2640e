package org.amparo.ground.mass;

import org.amparo.ground.access.Allowed;
import org.amparo.ground.access.Role;
import org.amparo.ground.mass.pages.LeavePage;
import org.amparo.ground.storage.Tenancy;
import org.amparo.ground.web.Refusal;
import org.amparo.ground.web.View;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * The link at the end of each message to many. Opening it changes nothing, since mail scanners open links; a press, or
 * the mail program's own one-tap POST (RFC 8058), ends it at once.
 */
@Controller
class LeaveController {
    private final LeaveTokens tokens;
    private final Subscribers subscribers;

    LeaveController(LeaveTokens tokens, Subscribers subscribers) {
        this.tokens = tokens;
        this.subscribers = subscribers;
    }

    @GetMapping("/leave/{token}")
    @Allowed(Role.ANYONE)
    View show(@PathVariable String token) {
        if (tokens.read(token).isEmpty()) throw unknown();
        return View.of("ground/leave", new LeavePage(token, false));
    }

    @PostMapping("/leave/{token}")
    @Allowed(Role.ANYONE)
    View leave(@PathVariable String token) {
        var leaving = tokens.read(token).orElseThrow(LeaveController::unknown);
        Tenancy.as(leaving.organization(), () -> subscribers.leave(leaving.subscriber()));
        return View.of("ground/leave", new LeavePage(token, true));
    }

    private static Refusal unknown() {
        return Refusal.notFound("leave.unknown");
    }
}
