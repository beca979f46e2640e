package org.amparo.ground.keys;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.amparo.ground.access.Allowed;
import org.amparo.ground.access.Role;
import org.amparo.ground.access.Viewer;
import org.amparo.ground.keys.pages.SignInPage;
import org.amparo.ground.languages.Language;
import org.amparo.ground.languages.Texts;
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

/** In by passkey or passphrase, and out. No links by e-mail: who reads the mail is not always the person. */
@Controller
class SignInController {
    private final Persons persons;
    private final Passphrases passphrases;
    private final Passkeys passkeys;
    private final Sessions sessions;
    private final Limits limits;

    SignInController(Persons persons, Passphrases passphrases, Passkeys passkeys, Sessions sessions, Limits limits) {
        this.persons = persons;
        this.passphrases = passphrases;
        this.passkeys = passkeys;
        this.sessions = sessions;
        this.limits = limits;
    }

    @GetMapping("/sign-in")
    @Allowed(Role.ANYONE)
    View show(@RequestParam(required = false) @Nullable String then, Viewer me) {
        if (me.is(Role.SIGNED_IN)) return View.redirectTo(Then.ours(then));
        return View.of("ground/signIn", new SignInPage("", Then.ours(then), List.of()));
    }

    @PostMapping("/sign-in")
    @Allowed(Role.ANYONE)
    View byPassphrase(
            @RequestParam String email,
            @RequestParam String passphrase,
            @RequestParam(required = false) @Nullable String then,
            HttpServletRequest request,
            HttpServletResponse response) {
        var account = Persons.normalised(email);
        var address = request.getRemoteAddr();
        limits.check(Limit.WRONG_FOR_ACCOUNT, account);
        limits.check(Limit.WRONG_FROM_ADDRESS, address);
        var person = Persons.isEmail(email) ? persons.find(email) : Optional.<java.util.UUID>empty();
        if (!passphrases.matches(person, passphrase)) {
            limits.count(Limit.WRONG_FOR_ACCOUNT, account);
            limits.count(Limit.WRONG_FROM_ADDRESS, address);
            return View.of(
                            "ground/signIn",
                            new SignInPage(
                                    email, Then.ours(then), List.of(Problem.at("passphrase", "keys.sign-in.wrong"))))
                    .status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        limits.forgive(Limit.WRONG_FOR_ACCOUNT, account);
        enter(request, response, person.orElseThrow());
        return View.redirectTo(Then.ours(then));
    }

    @PostMapping(value = "/sign-in/passkey/options", produces = MediaType.APPLICATION_JSON_VALUE)
    @Allowed(Role.ANYONE)
    @ResponseBody
    String options(HttpServletRequest request) {
        limits.check(Limit.CHALLENGES_FROM_ADDRESS, request.getRemoteAddr());
        limits.count(Limit.CHALLENGES_FROM_ADDRESS, request.getRemoteAddr());
        return passkeys.toProve(Passkeys.Purpose.SIGN_IN, null);
    }

    @PostMapping(value = "/sign-in/passkey", produces = MediaType.APPLICATION_JSON_VALUE)
    @Allowed(Role.ANYONE)
    @ResponseBody
    String byPasskey(@RequestBody String answer, HttpServletRequest request, HttpServletResponse response) {
        var read = Passkeys.read(answer);
        enter(request, response, passkeys.proven(Passkeys.Purpose.SIGN_IN, null, read));
        return Passkeys.next(Here.url(Then.ours(read.path("then").asString(""))));
    }

    @PostMapping("/sign-out")
    @Allowed(Role.ANYONE)
    View signOut(HttpServletRequest request, HttpServletResponse response) {
        sessions.of(request).ifPresent(session -> sessions.revoke(session.person(), session.id()));
        response.addHeader("Set-Cookie", sessions.cookieThatEnds());
        return View.redirectTo("/sign-in");
    }

    private void enter(HttpServletRequest request, HttpServletResponse response, java.util.UUID person) {
        sessions.startIn(request, response, person);
        if (Language.offered().contains(Texts.language())) persons.speaks(person, Texts.language());
    }
}
