package org.amparo.ground.messages;

import java.net.URI;
import java.util.ArrayList;
import java.util.Map;
import org.amparo.ground.access.Viewer;
import org.amparo.ground.contacts.ContactMethods;
import org.amparo.ground.contacts.ContactMethods.ContactMethod;
import org.amparo.ground.contacts.QuietHours;
import org.amparo.ground.languages.Texts;
import org.amparo.ground.messages.ContactProofs.Kind;
import org.amparo.ground.messages.pages.ContactPage;
import org.amparo.ground.people.Organizations;
import org.amparo.ground.web.View;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Puts together how a member is reached, for that member alone. */
@Component
class ContactScreen {
    private final ContactMethods methods;
    private final ContactProofs proofs;
    private final QuietHours quietHours;
    private final Organizations organizations;

    ContactScreen(ContactMethods methods, ContactProofs proofs, QuietHours quietHours, Organizations organizations) {
        this.methods = methods;
        this.proofs = proofs;
        this.quietHours = quietHours;
        this.organizations = organizations;
    }

    View of(Viewer me) {
        return of(me, new ContactPage.Typed("EMAIL", "", "", "", Map.of()));
    }

    @Transactional
    public View of(Viewer me, ContactPage.Typed typed) {
        var all = methods.of(me.id());
        var paged = methods.reachable(me.id());
        var rows = new ArrayList<ContactPage.Row>();
        for (var method : all) rows.add(row(method, paged.contains(method), me));
        var hours = quietHours.of(me.id());
        var shown = typed.errors().containsKey("quiet") || hours.isEmpty()
                ? typed
                : new ContactPage.Typed(
                        typed.channel(),
                        typed.address(),
                        hours.get().from().toString(),
                        hours.get().until().toString(),
                        typed.errors());
        return View.of(
                "ground/contact",
                new ContactPage(
                        rows,
                        shown,
                        hours.isPresent(),
                        organizations.present().zone().getId(),
                        paged.stream().noneMatch(ContactMethod::verified),
                        me.example()));
    }

    private ContactPage.Row row(ContactMethod method, boolean paged, Viewer me) {
        var test = proofs.open(Kind.TEST, method);
        return new ContactPage.Row(
                method.id(),
                method.channel().name(),
                shown(method, me),
                method.channel().sends(),
                method.dead(),
                method.verified(),
                paged,
                method.testedAt(),
                proofs.open(Kind.CODE, method).isPresent(),
                test.map(t -> ContactProofs.hasLeft(t)
                                ? ContactPage.Test.LEFT
                                : t.state().open() ? ContactPage.Test.LEAVING : ContactPage.Test.FAILED)
                        .orElse(ContactPage.Test.NONE));
    }

    /** Of a browser only who carries its notices: the rest is a key, and nobody could read it. */
    private String shown(ContactMethod method, Viewer me) {
        return switch (method.channel()) {
            case WALL -> Texts.t("contact.WALL");
            case PUSH ->
                Texts.t(
                        "contact.browser",
                        URI.create(methods.address(method, me.id()).split(" ", 2)[0])
                                .getHost());
            default -> methods.address(method, me.id());
        };
    }
}
