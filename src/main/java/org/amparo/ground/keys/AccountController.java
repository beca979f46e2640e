package org.amparo.ground.keys;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.amparo.ground.access.Allowed;
import org.amparo.ground.access.ProvenAgain;
import org.amparo.ground.access.Role;
import org.amparo.ground.keys.pages.AccountPage;
import org.amparo.ground.keys.pages.CodesPage;
import org.amparo.ground.keys.pages.SessionsPage;
import org.amparo.ground.languages.Texts;
import org.amparo.ground.web.Here;
import org.amparo.ground.web.Problem;
import org.amparo.ground.web.PublicAddress;
import org.amparo.ground.web.Refusal;
import org.amparo.ground.web.View;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** One's own keys and browsers: see them, name them, add, remove. */
@Controller
class AccountController {
    private static final int LONGEST_LABEL = 60;
    private final Passkeys passkeys;
    private final Passphrases passphrases;
    private final RecoveryCodes codes;
    private final Sessions sessions;
    private final PublicAddress publicAddress;

    AccountController(
            Passkeys passkeys,
            Passphrases passphrases,
            RecoveryCodes codes,
            Sessions sessions,
            PublicAddress publicAddress) {
        this.passkeys = passkeys;
        this.passphrases = passphrases;
        this.codes = codes;
        this.sessions = sessions;
        this.publicAddress = publicAddress;
    }

    @GetMapping("/account")
    @Allowed(Role.SIGNED_IN)
    View show(SignedIn me) {
        var keys = passkeys.all(me.id());
        var hasPassphrase = passphrases.has(me.id());
        return View.of(
                "ground/account",
                new AccountPage(
                        me.name(),
                        keys.stream()
                                .map(k -> new AccountPage.Key(k.id(), k.label(), since(k)))
                                .toList(),
                        hasPassphrase,
                        codes.left(me.id()),
                        hasPassphrase || keys.size() > 1,
                        me.organizationName()));
    }

    @GetMapping("/account/keys/new")
    @Allowed(Role.SIGNED_IN)
    @ProvenAgain
    View addKey(HttpServletRequest request) {
        return View.of("ground/newKey", question(request));
    }

    @PostMapping("/account/keys")
    @Allowed(Role.SIGNED_IN)
    @ProvenAgain
    @Transactional
    public View setPassphrase(@RequestParam String passphrase, SignedIn me, HttpServletRequest request) {
        var problem = Passphrases.problem(passphrase, List.of(me.name(), me.organizationName()));
        if (problem.isPresent())
            return View.of("ground/newKey", question(request).with(List.of(Problem.at("passphrase", problem.get()))))
                    .status(HttpStatus.UNPROCESSABLE_CONTENT);
        passphrases.set(me.id(), passphrase);
        sessions.revokeOthers(me.id(), me.session());
        return View.redirectTo("/account");
    }

    @PostMapping(value = "/account/keys/passkey/options", produces = MediaType.APPLICATION_JSON_VALUE)
    @Allowed(Role.SIGNED_IN)
    @ProvenAgain
    @ResponseBody
    String options(SignedIn me) {
        return passkeys.toMake(me.id(), me.name().isEmpty() ? Texts.t("keys.passkey.account") : me.name());
    }

    @PostMapping(value = "/account/keys/passkey", produces = MediaType.APPLICATION_JSON_VALUE)
    @Allowed(Role.SIGNED_IN)
    @ProvenAgain
    @ResponseBody
    @Transactional
    public String addPasskey(@RequestBody String answer, SignedIn me) {
        passkeys.keep(passkeys.made(me.id(), answer));
        return Passkeys.next(Here.url("/account"));
    }

    @PostMapping("/account/passkeys/{id}/names")
    @Allowed(Role.SIGNED_IN)
    View namePasskey(@PathVariable UUID id, @RequestParam String label, SignedIn me) {
        if (label.isBlank() || label.length() > LONGEST_LABEL) throw Refusal.unacceptable("keys.label.wrong");
        passkeys.name(me.id(), id, label.strip());
        return View.redirectTo("/account");
    }

    @PostMapping("/account/passkeys/{id}/removals")
    @Allowed(Role.SIGNED_IN)
    @ProvenAgain
    View removePasskey(@PathVariable UUID id, SignedIn me) {
        passkeys.remove(me.id(), id);
        return View.redirectTo("/account");
    }

    @GetMapping("/account/sessions")
    @Allowed(Role.SIGNED_IN)
    View sessions(SignedIn me) {
        return View.of(
                "ground/sessions",
                new SessionsPage(sessions.all(me.id()).stream()
                        .map(s -> new SessionsPage.Browser(
                                s.id(),
                                s.label() == null ? "" : s.label(),
                                Texts.t("keys.sessions.since", Texts.date(s.startedAt()), day(s.lastSeen())),
                                s.id().equals(me.session())))
                        .toList()));
    }

    @PostMapping("/account/sessions/{id}/names")
    @Allowed(Role.SIGNED_IN)
    View nameSession(@PathVariable UUID id, @RequestParam String label, SignedIn me) {
        if (label.length() > LONGEST_LABEL) throw Refusal.unacceptable("keys.label.wrong");
        sessions.name(me.id(), id, label.strip());
        return View.redirectTo("/account/sessions");
    }

    @PostMapping("/account/sessions/{id}/revocations")
    @Allowed(Role.SIGNED_IN)
    View revoke(@PathVariable UUID id, SignedIn me) {
        sessions.revoke(me.id(), id);
        return View.redirectTo("/account/sessions");
    }

    @PostMapping("/account/sessions/others/revocations")
    @Allowed(Role.SIGNED_IN)
    View revokeOthers(SignedIn me) {
        sessions.revokeOthers(me.id(), me.session());
        return View.redirectTo("/account/sessions");
    }

    @GetMapping("/account/recovery-codes")
    @Allowed(Role.SIGNED_IN)
    @ProvenAgain
    View codes(SignedIn me) {
        return View.of("ground/recoveryCodes", new CodesPage(List.of(), codes.left(me.id()), me.name()));
    }

    /** Answers with the page itself and no redirect: the codes are shown this once and kept nowhere. */
    @PostMapping("/account/recovery-codes")
    @Allowed(Role.SIGNED_IN)
    @ProvenAgain
    View makeCodes(SignedIn me) {
        var made = codes.make(me.id());
        return View.of("ground/recoveryCodes", new CodesPage(made, made.size(), me.name()));
    }

    private NewKey question(HttpServletRequest request) {
        return new NewKey(
                Texts.t("keys.add"),
                Texts.t("keys.add.lead"),
                "/account/keys",
                "",
                publicAddress.isHere(request) ? "" : publicAddress.url("/account/keys/new"),
                List.of());
    }

    private static String since(Passkeys.Passkey key) {
        return key.lastUsed() == null
                ? Texts.t("keys.passkey.unused", Texts.date(key.madeAt()))
                : Texts.t("keys.passkey.used", Texts.date(key.madeAt()), day(key.lastUsed()));
    }

    private static String day(LocalDate day) {
        return Texts.date(day.atTime(12, 0).toInstant(ZoneOffset.UTC));
    }
}
