package org.amparo.ground.people;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.amparo.ground.access.Allowed;
import org.amparo.ground.access.ProvenAgain;
import org.amparo.ground.access.Role;
import org.amparo.ground.access.Viewer;
import org.amparo.ground.keys.Persons;
import org.amparo.ground.languages.Texts;
import org.amparo.ground.people.pages.InvitePage;
import org.amparo.ground.people.pages.InvitedPage;
import org.amparo.ground.people.pages.MemberPage;
import org.amparo.ground.people.pages.PeoplePage;
import org.amparo.ground.people.pages.RoleChoice;
import org.amparo.ground.web.Problem;
import org.amparo.ground.web.Refusal;
import org.amparo.ground.web.View;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Colleagues: who they are, what they may do, and who is invited. */
@Controller
class PeopleController {
    private static final List<Role> CHOICES = List.of(Role.REVIEWER, Role.ADMINISTRATOR);
    private static final int LONGEST = 120;
    private final Members members;
    private final Invitations invitations;
    private final ObjectProvider<Post> post;

    PeopleController(Members members, Invitations invitations, ObjectProvider<Post> post) {
        this.members = members;
        this.invitations = invitations;
        this.post = post;
    }

    @GetMapping("/people")
    @Allowed(Role.STAFF)
    View list(Viewer me) {
        var mayChange = me.is(Role.ADMINISTRATOR);
        return View.of(
                "ground/people",
                new PeoplePage(
                        members.all().stream()
                                .map(m -> new PeoplePage.Row(m.person(), m.name(), inWords(m.roles())))
                                .toList(),
                        mayChange
                                ? invitations.open().stream()
                                        .map(i -> new PeoplePage.Waiting(
                                                i.id(), i.name(), inWords(i.roles()), Texts.date(i.expiresAt())))
                                        .toList()
                                : List.of(),
                        mayChange));
    }

    @GetMapping("/people/{id}")
    @Allowed(Role.ADMINISTRATOR)
    View member(@PathVariable UUID id) {
        var member = members.find(id).orElseThrow(Refusal::notFound);
        return View.of("ground/member", new MemberPage(id, member.name(), choices(member.roles())));
    }

    @PostMapping("/people/{id}/roles")
    @Allowed(Role.ADMINISTRATOR)
    @ProvenAgain
    View giveRoles(@PathVariable UUID id, @RequestParam(required = false) @Nullable List<String> roles, Viewer me) {
        members.give(me.id(), id, read(roles));
        return View.redirectTo("/people");
    }

    @GetMapping("/people/{id}/removals/new")
    @Allowed(Role.ADMINISTRATOR)
    @ProvenAgain
    View askToRemove(@PathVariable UUID id) {
        var member = members.find(id).orElseThrow(Refusal::notFound);
        return View.of("ground/removeMember", new MemberPage(id, member.name(), List.of()));
    }

    @PostMapping("/people/{id}/removals")
    @Allowed(Role.ADMINISTRATOR)
    @ProvenAgain
    View remove(@PathVariable UUID id, Viewer me) {
        members.remove(me.id(), id);
        return View.redirectTo("/people");
    }

    @GetMapping("/people/invitations/new")
    @Allowed(Role.ADMINISTRATOR)
    @ProvenAgain
    View ask() {
        return View.of("ground/invite", new InvitePage("", "", choices(Set.of()), List.of()));
    }

    /** Answers with the page itself and no redirect: the link is shown this once and kept nowhere. */
    @PostMapping("/people/invitations")
    @Allowed(Role.ADMINISTRATOR)
    @ProvenAgain
    View invite(
            @RequestParam String name,
            @RequestParam String email,
            @RequestParam(required = false) @Nullable List<String> roles,
            Viewer me) {
        var problems = new ArrayList<Problem>();
        if (name.isBlank() || name.length() > LONGEST) problems.add(Problem.at("name", "people.name.wrong"));
        if (!Persons.isEmail(email)) problems.add(Problem.at("email", "people.email.wrong"));
        if (!problems.isEmpty())
            return View.of("ground/invite", new InvitePage(name, email, choices(read(roles)), problems))
                    .status(HttpStatus.UNPROCESSABLE_CONTENT);
        var link = invitations.make(me.id(), name.strip(), email.strip(), read(roles));
        return View.of("ground/invited", new InvitedPage(name.strip(), link, post.getIfAvailable() != null));
    }

    @PostMapping("/people/invitations/{id}/withdrawals")
    @Allowed(Role.ADMINISTRATOR)
    View withdraw(@PathVariable UUID id, Viewer me) {
        invitations.withdraw(me.id(), id);
        return View.redirectTo("/people");
    }

    private static Set<Role> read(@Nullable List<String> names) {
        var roles = EnumSet.of(Role.STAFF);
        if (names != null) for (var choice : CHOICES) if (names.contains(choice.name())) roles.add(choice);
        return roles;
    }

    private static List<RoleChoice> choices(Set<Role> given) {
        return CHOICES.stream()
                .map(r -> new RoleChoice(
                        r.name(),
                        Texts.t("people.role." + r.name()),
                        Texts.t("people.role." + r.name() + ".hint"),
                        given.contains(r)))
                .toList();
    }

    private static String inWords(Set<Role> roles) {
        return roles.stream()
                .filter(r -> r != Role.STAFF || roles.size() == 1)
                .map(r -> Texts.t("people.role." + r.name()))
                .collect(Collectors.joining(", "));
    }
}
