package org.amparo.ground.keys;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.amparo.ground.access.Allowed;
import org.amparo.ground.access.Role;
import org.amparo.ground.keys.pages.RecoveryPage;
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

/**
 * In with a code from paper. The code opens one page only, where a new passkey or passphrase must be made; the session
 * begins after that.
 */
@Controller
class RecoveryController {
    private final Persons persons;
    private final RecoveryCodes codes;
    private final Passphrases passphrases;
    private final Passkeys passkeys;
    private final Sessions sessions;
    private final PublicAddress publicAddress;
    private final Limits limits;

    RecoveryController(
            Persons persons,
            RecoveryCodes codes,
            Passphrases passphrases,
            Passkeys passkeys,
            Sessions sessions,
            PublicAddress publicAddress,
            Limits limits) {
        this.persons = persons;
        this.codes = codes;
        this.passphrases = passphrases;
        this.passkeys = passkeys;
        this.sessions = sessions;
        this.publicAddress = publicAddress;
        this.limits = limits;
    }

    @GetMapping("/sign-in/recovery")
    @Allowed(Role.ANYONE)
    View show() {
        return View.of("ground/recovery", new RecoveryPage("", List.of()));
    }

    @PostMapping("/sign-in/recovery")
    @Allowed(Role.ANYONE)
    View use(@RequestParam String email, @RequestParam String code, HttpServletRequest request) {
        var account = Persons.normalised(email);
        var address = request.getRemoteAddr();
        limits.check(Limit.WRONG_FOR_ACCOUNT, account);
        limits.check(Limit.WRONG_FROM_ADDRESS, address);
        var person = Persons.isEmail(email) ? persons.find(email) : Optional.<UUID>empty();
        var token = codes.use(person, code);
        if (token.isEmpty()) {
            limits.count(Limit.WRONG_FOR_ACCOUNT, account);
            limits.count(Limit.WRONG_FROM_ADDRESS, address);
            return View.of(
                            "ground/recovery",
                            new RecoveryPage(email, List.of(Problem.at("code", "keys.recovery.wrong"))))
                    .status(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return View.redirectTo("/sign-in/recovery/" + token.get());
    }

    @GetMapping("/sign-in/recovery/{token}")
    @Allowed(Role.ANYONE)
    View renew(@PathVariable String token, HttpServletRequest request) {
        recovering(token);
        return View.of("ground/newKey", question(token, request));
    }

    @PostMapping("/sign-in/recovery/{token}")
    @Allowed(Role.ANYONE)
    @Transactional
    public View renewPassphrase(
            @PathVariable String token,
            @RequestParam String passphrase,
            HttpServletRequest request,
            HttpServletResponse response) {
        var person = recovering(token);
        var problem = Passphrases.problem(passphrase, List.of());
        if (problem.isPresent())
            return View.of(
                            "ground/newKey",
                            question(token, request).with(List.of(Problem.at("passphrase", problem.get()))))
                    .status(HttpStatus.UNPROCESSABLE_CONTENT);
        passphrases.set(person, passphrase);
        return enter(person, request, response);
    }

    @PostMapping(value = "/sign-in/recovery/{token}/passkey/options", produces = MediaType.APPLICATION_JSON_VALUE)
    @Allowed(Role.ANYONE)
    @ResponseBody
    String options(@PathVariable String token) {
        return passkeys.toMake(recovering(token), Texts.t("keys.passkey.account"));
    }

    @PostMapping(value = "/sign-in/recovery/{token}/passkey", produces = MediaType.APPLICATION_JSON_VALUE)
    @Allowed(Role.ANYONE)
    @ResponseBody
    @Transactional
    public String renewPasskey(
            @PathVariable String token,
            @RequestBody String answer,
            HttpServletRequest request,
            HttpServletResponse response) {
        var person = recovering(token);
        passkeys.keep(passkeys.made(person, answer));
        enter(person, request, response);
        return Passkeys.next(Here.url("/account"));
    }

    private UUID recovering(String token) {
        return codes.recovering(token).orElseThrow(() -> Refusal.gone("keys.recovery.gone"));
    }

    private View enter(UUID person, HttpServletRequest request, HttpServletResponse response) {
        codes.recovered(person);
        sessions.startIn(request, response, person);
        return View.redirectTo("/account");
    }

    private NewKey question(String token, HttpServletRequest request) {
        var path = "/sign-in/recovery/" + token;
        return new NewKey(
                Texts.t("keys.recovery.renew"),
                Texts.t("keys.recovery.renew.lead"),
                path,
                "",
                publicAddress.isHere(request) ? "" : publicAddress.url(path),
                List.of());
    }
}
