package org.amparo.ground.keys;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.amparo.ground.access.Allowed;
import org.amparo.ground.access.Role;
import org.amparo.ground.keys.pages.ProofPage;
import org.amparo.ground.web.Here;
import org.amparo.ground.web.Problem;
import org.amparo.ground.web.View;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** Shows once more that it is they, before a dangerous act ({@link org.amparo.ground.access.ProvenAgain}). */
@Controller
class ProofController {
    private final Passphrases passphrases;
    private final Passkeys passkeys;
    private final Sessions sessions;
    private final Limits limits;

    ProofController(Passphrases passphrases, Passkeys passkeys, Sessions sessions, Limits limits) {
        this.passphrases = passphrases;
        this.passkeys = passkeys;
        this.sessions = sessions;
        this.limits = limits;
    }

    @GetMapping("/proof")
    @Allowed(Role.SIGNED_IN)
    View show(@RequestParam(required = false) @Nullable String then, SignedIn me) {
        return View.of("ground/proof", page(me, then, List.of()));
    }

    @PostMapping("/proof")
    @Allowed(Role.SIGNED_IN)
    View byPassphrase(
            @RequestParam String passphrase,
            @RequestParam(required = false) @Nullable String then,
            SignedIn me,
            HttpServletRequest request) {
        var account = me.id().toString();
        limits.check(Limit.WRONG_FOR_ACCOUNT, account);
        limits.check(Limit.WRONG_FROM_ADDRESS, request.getRemoteAddr());
        if (!passphrases.matches(Optional.of(me.id()), passphrase)) {
            limits.count(Limit.WRONG_FOR_ACCOUNT, account);
            limits.count(Limit.WRONG_FROM_ADDRESS, request.getRemoteAddr());
            return View.of("ground/proof", page(me, then, List.of(Problem.at("passphrase", "keys.proof.wrong"))))
                    .status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        sessions.proven(me.session());
        return View.redirectTo(Then.ours(then));
    }

    @PostMapping(value = "/proof/passkey/options", produces = MediaType.APPLICATION_JSON_VALUE)
    @Allowed(Role.SIGNED_IN)
    @ResponseBody
    String options(SignedIn me) {
        return passkeys.toProve(Passkeys.Purpose.PROVE, me.id());
    }

    @PostMapping(value = "/proof/passkey", produces = MediaType.APPLICATION_JSON_VALUE)
    @Allowed(Role.SIGNED_IN)
    @ResponseBody
    String byPasskey(@RequestBody String answer, SignedIn me) {
        var read = Passkeys.read(answer);
        passkeys.proven(Passkeys.Purpose.PROVE, me.id(), read);
        sessions.proven(me.session());
        return Passkeys.next(Here.url(Then.ours(read.path("then").asString(""))));
    }

    private ProofPage page(SignedIn me, @Nullable String then, List<Problem> problems) {
        return new ProofPage(Then.ours(then), !passkeys.all(me.id()).isEmpty(), passphrases.has(me.id()), problems);
    }
}
