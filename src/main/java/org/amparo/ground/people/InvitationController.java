package org.amparo.ground.people;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import org.amparo.ground.access.Allowed;
import org.amparo.ground.access.Role;
import org.amparo.ground.access.Viewer;
import org.amparo.ground.keys.NewKey;
import org.amparo.ground.keys.Passkeys;
import org.amparo.ground.keys.Passphrases;
import org.amparo.ground.keys.Persons;
import org.amparo.ground.keys.Sessions;
import org.amparo.ground.keys.SignedIn;
import org.amparo.ground.languages.Language;
import org.amparo.ground.languages.Texts;
import org.amparo.ground.people.pages.JoinPage;
import org.amparo.ground.secrets.KeyedHash;
import org.amparo.ground.storage.Tenancy;
import org.amparo.ground.web.Here;
import org.amparo.ground.web.Problem;
import org.amparo.ground.web.PublicAddress;
import org.amparo.ground.web.Refusal;
import org.amparo.ground.web.View;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** From an invitation's link to a member: with the account one has, or with a new one. */
@Controller
class InvitationController {
    private final Invitations invitations;
    private final Organizations organizations;
    private final Persons persons;
    private final Passphrases passphrases;
    private final Passkeys passkeys;
    private final Sessions sessions;
    private final PublicAddress publicAddress;
    private final KeyedHash keyedHash;

    InvitationController(
            Invitations invitations,
            Organizations organizations,
            Persons persons,
            Passphrases passphrases,
            Passkeys passkeys,
            Sessions sessions,
            PublicAddress publicAddress,
            KeyedHash keyedHash) {
        this.invitations = invitations;
        this.organizations = organizations;
        this.persons = persons;
        this.passphrases = passphrases;
        this.passkeys = passkeys;
        this.sessions = sessions;
        this.publicAddress = publicAddress;
        this.keyedHash = keyedHash;
    }

    @GetMapping("/invitations/{token}")
    @Allowed(Role.ANYONE)
    View show(@PathVariable String token, Viewer me, HttpServletRequest request) {
        return inside(token, (organization, invitation) -> {
            if (me.is(Role.SIGNED_IN) || persons.find(invitation.email()).isPresent())
                return withAccount(token, invitation, me);
            return View.of("ground/newKey", question(token, invitation, request));
        });
    }

    /** With the account that is signed in. */
    @PostMapping("/invitations/{token}/acceptances")
    @Allowed(Role.SIGNED_IN)
    View join(@PathVariable String token, SignedIn me) {
        return inside(token, (organization, invitation) -> {
            invitations.accept(invitation, me.id());
            sessions.moveTo(me.session(), organization);
            return View.redirectTo("/people");
        });
    }

    /** With a new account, signed in by passphrase. */
    @PostMapping("/invitations/{token}")
    @Allowed(Role.ANYONE)
    View joinWithPassphrase(
            @PathVariable String token,
            @RequestParam String passphrase,
            Viewer me,
            HttpServletRequest request,
            HttpServletResponse response) {
        return inside(token, (organization, invitation) -> {
            // The address got an account since the page was shown: no new passphrase, but the way in that there is.
            if (persons.find(invitation.email()).isPresent())
                return withAccount(token, invitation, me).status(HttpStatus.CONFLICT);
            var problem = Passphrases.problem(
                    passphrase,
                    List.of(
                            invitation.email(),
                            invitation.name(),
                            organizations.present().name()));
            if (problem.isPresent())
                return View.of(
                                "ground/newKey",
                                question(token, invitation, request)
                                        .with(List.of(Problem.at("passphrase", problem.get()))))
                        .status(HttpStatus.UNPROCESSABLE_CONTENT);
            var person = personOf(token);
            invitations.accept(invitation, person, language(), () -> passphrases.set(person, passphrase));
            sessions.startIn(request, response, person);
            return View.redirectTo("/account/recovery-codes");
        });
    }

    @PostMapping(value = "/invitations/{token}/passkey/options", produces = MediaType.APPLICATION_JSON_VALUE)
    @Allowed(Role.ANYONE)
    @ResponseBody
    String options(@PathVariable String token) {
        return inside(token, (organization, invitation) -> passkeys.toMake(personOf(token), invitation.name()));
    }

    @PostMapping(value = "/invitations/{token}/passkey", produces = MediaType.APPLICATION_JSON_VALUE)
    @Allowed(Role.ANYONE)
    @ResponseBody
    Map<String, String> joinWithPasskey(
            @PathVariable String token,
            @RequestBody String answer,
            HttpServletRequest request,
            HttpServletResponse response) {
        return inside(token, (organization, invitation) -> {
            var person = personOf(token);
            var made = passkeys.made(person, answer);
            invitations.accept(invitation, person, language(), () -> passkeys.keep(made));
            sessions.startIn(request, response, person);
            return Map.of("next", Here.url("/account/recovery-codes"));
        });
    }

    private View withAccount(String token, Invitations.Invitation invitation, Viewer me) {
        return View.of(
                "ground/join",
                new JoinPage(
                        organizations.present().name(),
                        invitation.name(),
                        "/invitations/" + token,
                        !me.is(Role.SIGNED_IN),
                        me.name()));
    }

    private <T> T inside(String token, BiFunction<UUID, Invitations.Invitation, T> work) {
        var located = invitations.find(token).orElseThrow(() -> Refusal.gone("people.invitation.gone"));
        var organization = java.util.Objects.requireNonNull(located.organization());
        return Tenancy.as(organization, () -> work.apply(organization, invitations.read(located.subject())));
    }

    /** The id that the new person will have: fixed by the link, guessed by nobody, since the challenge must know it. */
    private UUID personOf(String token) {
        var bytes = ByteBuffer.wrap(keyedHash.of("invited-person", token));
        return new UUID((bytes.getLong() & ~0xF000L) | 0x8000L, (bytes.getLong() & (~0L >>> 2)) | Long.MIN_VALUE);
    }

    private NewKey question(String token, Invitations.Invitation invitation, HttpServletRequest request) {
        var path = "/invitations/" + token;
        return new NewKey(
                Texts.t(
                        "people.invitation.new",
                        invitation.name(),
                        organizations.present().name()),
                Texts.t("keys.new.lead"),
                path,
                invitation.email(),
                publicAddress.isHere(request) ? "" : publicAddress.url(path),
                List.of());
    }

    private static Language language() {
        return Language.offered().contains(Texts.language()) ? Texts.language() : Language.ENGLISH;
    }
}
