package org.amparo.ground.people;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.amparo.ground.access.Allowed;
import org.amparo.ground.access.Role;
import org.amparo.ground.keys.NewKey;
import org.amparo.ground.keys.Passkeys;
import org.amparo.ground.keys.Passphrases;
import org.amparo.ground.keys.Persons;
import org.amparo.ground.keys.Sessions;
import org.amparo.ground.languages.Language;
import org.amparo.ground.languages.Texts;
import org.amparo.ground.people.pages.SetUpPage;
import org.amparo.ground.storage.Tenancy;
import org.amparo.ground.web.Here;
import org.amparo.ground.web.Problem;
import org.amparo.ground.web.PublicAddress;
import org.amparo.ground.web.Refusal;
import org.amparo.ground.web.View;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** The questions of the first set-up, one on each page; the one-time link is all that lets anybody in. */
@Controller
class SetUpController {
    private static final List<String> STEPS = List.of("name", "zone", "address", "you", "key");
    private static final int LONGEST = 120;
    private final SetUp setUp;
    private final Passphrases passphrases;
    private final Passkeys passkeys;
    private final Sessions sessions;
    private final PublicAddress publicAddress;

    SetUpController(
            SetUp setUp, Passphrases passphrases, Passkeys passkeys, Sessions sessions, PublicAddress publicAddress) {
        this.setUp = setUp;
        this.passphrases = passphrases;
        this.passkeys = passkeys;
        this.sessions = sessions;
        this.publicAddress = publicAddress;
    }

    @GetMapping("/set-up/{token}")
    @Allowed(Role.ANYONE)
    View begin(@PathVariable String token) {
        return View.redirectTo(path(token, firstOpen(setUp.draft(token))));
    }

    @GetMapping("/set-up/{token}/{step}")
    @Allowed(Role.ANYONE)
    View ask(@PathVariable String token, @PathVariable String step, HttpServletRequest request) {
        var draft = setUp.draft(token);
        var open = STEPS.indexOf(firstOpen(draft));
        if (!STEPS.contains(step)) throw Refusal.notFound();
        if (STEPS.indexOf(step) > open) return View.redirectTo(path(token, STEPS.get(open)));
        if (step.equals("key")) return View.of("ground/newKey", question(token, draft, request));
        return switch (step) {
            case "name" -> page(token, step, orEmpty(draft.organizationName()), "", List.of());
            case "zone" ->
                page(
                        token,
                        step,
                        draft.zone() == null ? "America/New_York" : draft.zone().getId(),
                        "",
                        List.of());
            case "address" -> page(token, step, proposed(draft, request), "", List.of());
            default -> page(token, step, orEmpty(draft.name()), orEmpty(draft.email()), List.of());
        };
    }

    @PostMapping("/set-up/{token}/name")
    @Allowed(Role.ANYONE)
    View name(@PathVariable String token, @RequestParam String value) {
        setUp.draft(token);
        if (value.isBlank() || value.length() > LONGEST)
            return again(page(token, "name", value, "", List.of(Problem.at("value", "people.set-up.name.wrong"))));
        setUp.nameIs(value.strip());
        return View.redirectTo(path(token, "zone"));
    }

    @PostMapping("/set-up/{token}/zone")
    @Allowed(Role.ANYONE)
    View zone(@PathVariable String token, @RequestParam String value) {
        setUp.draft(token);
        if (!Zones.known(value))
            return again(page(token, "zone", "", "", List.of(Problem.at("value", "people.zone.wrong"))));
        setUp.zoneIs(ZoneId.of(value));
        return View.redirectTo(path(token, "address"));
    }

    @PostMapping("/set-up/{token}/address")
    @Allowed(Role.ANYONE)
    View address(@PathVariable String token, @RequestParam String value) {
        setUp.draft(token);
        var address = PublicAddress.read(value);
        if (address.isEmpty())
            return again(
                    page(token, "address", value, "", List.of(Problem.at("value", "people.set-up.address.wrong"))));
        setUp.addressIs(address.get());
        return View.redirectTo(path(token, "you"));
    }

    @PostMapping("/set-up/{token}/you")
    @Allowed(Role.ANYONE)
    View you(@PathVariable String token, @RequestParam String value, @RequestParam String email) {
        setUp.draft(token);
        var problems = new java.util.ArrayList<Problem>();
        if (value.isBlank() || value.length() > LONGEST) problems.add(Problem.at("value", "people.name.wrong"));
        if (!Persons.isEmail(email)) problems.add(Problem.at("email", "people.email.wrong"));
        if (!problems.isEmpty()) return again(page(token, "you", value, email, problems));
        setUp.administratorIs(value.strip(), email.strip());
        return View.redirectTo(path(token, "key"));
    }

    @PostMapping("/set-up/{token}/key")
    @Allowed(Role.ANYONE)
    View passphrase(
            @PathVariable String token,
            @RequestParam String passphrase,
            HttpServletRequest request,
            HttpServletResponse response) {
        var draft = complete(token);
        var problem = Passphrases.problem(
                passphrase, List.of(orEmpty(draft.email()), orEmpty(draft.name()), orEmpty(draft.organizationName())));
        if (problem.isPresent())
            return View.of(
                            "ground/newKey",
                            question(token, draft, request).with(List.of(Problem.at("passphrase", problem.get()))))
                    .status(HttpStatus.UNPROCESSABLE_CONTENT);
        finish(draft, () -> passphrases.set(draft.person(), passphrase));
        sessions.startIn(request, response, draft.person());
        return View.redirectTo("/account/recovery-codes");
    }

    @PostMapping(value = "/set-up/{token}/key/passkey/options", produces = MediaType.APPLICATION_JSON_VALUE)
    @Allowed(Role.ANYONE)
    @ResponseBody
    String options(@PathVariable String token) {
        var draft = complete(token);
        return passkeys.toMake(draft.person(), orEmpty(draft.name()));
    }

    @PostMapping(value = "/set-up/{token}/key/passkey", produces = MediaType.APPLICATION_JSON_VALUE)
    @Allowed(Role.ANYONE)
    @ResponseBody
    Map<String, String> passkey(
            @PathVariable String token,
            @RequestBody String answer,
            HttpServletRequest request,
            HttpServletResponse response) {
        var draft = complete(token);
        var made = passkeys.made(draft.person(), answer);
        finish(draft, () -> passkeys.keep(made));
        sessions.startIn(request, response, draft.person());
        return Map.of("next", Here.url("/account/recovery-codes"));
    }

    private void finish(SetUp.Draft draft, Runnable wayIn) {
        var organization = UUID.randomUUID();
        var language = Language.offered().contains(Texts.language()) ? Texts.language() : Language.ENGLISH;
        Tenancy.as(organization, () -> setUp.finish(draft, organization, language, wayIn));
    }

    private SetUp.Draft complete(String token) {
        var draft = setUp.draft(token);
        if (!firstOpen(draft).equals("key")) throw Refusal.conflict("error.409");
        return draft;
    }

    private static String firstOpen(SetUp.Draft draft) {
        if (draft.organizationName() == null) return "name";
        if (draft.zone() == null) return "zone";
        if (draft.publicUrl() == null) return "address";
        return draft.name() == null ? "you" : "key";
    }

    private String proposed(SetUp.Draft draft, HttpServletRequest request) {
        if (draft.publicUrl() != null) return draft.publicUrl();
        var here = request.getScheme() + "://" + request.getHeader("Host");
        return publicAddress
                .proposed()
                .or(() -> PublicAddress.read(here))
                .map(java.net.URI::toString)
                .orElse("https://");
    }

    private static View page(String token, String step, String value, String email, List<Problem> problems) {
        var number = STEPS.indexOf(step) + 1;
        return View.of(
                "ground/setUp",
                new SetUpPage(
                        step,
                        number,
                        STEPS.size(),
                        path(token, step),
                        number == 1 ? "" : path(token, STEPS.get(number - 2)),
                        value,
                        email,
                        Zones.offered(step.equals("zone") ? value : null),
                        problems));
    }

    private NewKey question(String token, SetUp.Draft draft, HttpServletRequest request) {
        var path = path(token, "key");
        return new NewKey(
                Texts.t("people.set-up.key"),
                Texts.t("keys.new.lead"),
                path,
                orEmpty(draft.email()),
                publicAddress.isHere(request) ? "" : publicAddress.url(path),
                List.of());
    }

    private static View again(View page) {
        return page.status(HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private static String path(String token, String step) {
        return "/set-up/" + token + "/" + step;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
