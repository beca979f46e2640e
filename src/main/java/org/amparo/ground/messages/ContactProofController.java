package org.amparo.ground.messages;

import java.util.Map;
import java.util.UUID;
import org.amparo.ground.access.Allowed;
import org.amparo.ground.access.Role;
import org.amparo.ground.access.Viewer;
import org.amparo.ground.languages.Texts;
import org.amparo.ground.messages.pages.ContactPage.Typed;
import org.amparo.ground.web.View;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A member shows that a way is theirs and that it rings. Every step is a press on a button: opening a letter is none. */
@Controller
class ContactProofController {
    private final ContactProofs proofs;
    private final ContactScreen screen;

    ContactProofController(ContactProofs proofs, ContactScreen screen) {
        this.proofs = proofs;
        this.screen = screen;
    }

    @PostMapping("/account/contact/{id}/codes")
    @Allowed(Role.STAFF)
    View code(@PathVariable UUID id, Viewer me) {
        proofs.sendCode(id, me);
        return View.redirectTo("/account/contact#code-" + id);
    }

    @PostMapping("/account/contact/{id}/verifications")
    @Allowed(Role.STAFF)
    View verify(@PathVariable UUID id, @RequestParam(defaultValue = "") String code, Viewer me) {
        if (proofs.verify(id, code, me)) return View.redirectTo("/account/contact");
        var errors = Map.of("code-" + id, Texts.t("contact.code.wrong"));
        return screen.of(me, new Typed("EMAIL", "", "", "", errors)).status(HttpStatus.UNPROCESSABLE_CONTENT);
    }

    @PostMapping("/account/contact/{id}/tests")
    @Allowed(Role.STAFF)
    View test(@PathVariable UUID id, Viewer me) {
        proofs.sendTest(id, me);
        return View.redirectTo("/account/contact");
    }

    @PostMapping("/account/contact/{id}/rings")
    @Allowed(Role.STAFF)
    View rang(@PathVariable UUID id, @RequestParam boolean rang, Viewer me) {
        proofs.rang(id, rang, me);
        return View.redirectTo("/account/contact");
    }
}
