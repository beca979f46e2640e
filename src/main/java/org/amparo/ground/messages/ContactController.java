package org.amparo.ground.messages;

import java.net.URI;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.amparo.ground.access.Allowed;
import org.amparo.ground.access.Role;
import org.amparo.ground.access.Viewer;
import org.amparo.ground.contacts.Channel;
import org.amparo.ground.contacts.ContactMethods;
import org.amparo.ground.contacts.ContactMethods.ContactMethod;
import org.amparo.ground.keys.Persons;
import org.amparo.ground.languages.Texts;
import org.amparo.ground.messages.pages.ContactPage;
import org.amparo.ground.web.View;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A member's own ways to be reached: e-mail for pages, a phone number that a door may ring. */
@Controller
class ContactController {
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9][0-9 ()./-]{6,24}");
    private static final int MOST = 10;
    private final ContactMethods methods;

    ContactController(ContactMethods methods) {
        this.methods = methods;
    }

    @GetMapping("/account/contact")
    @Allowed(Role.STAFF)
    @Transactional
    public View show(Viewer me) {
        return View.of("ground/contact", page(me, "EMAIL", "", Map.of()));
    }

    @PostMapping("/account/contact")
    @Allowed(Role.STAFF)
    @Transactional
    public View add(@RequestParam Channel channel, @RequestParam(defaultValue = "") String address, Viewer me) {
        var typed = address.strip();
        var fits = switch (channel) {
            case EMAIL -> Persons.isEmail(typed);
            case PHONE -> PHONE.matcher(typed).matches();
            case WALL -> me.example();
            case PUSH -> false; // only the browser itself can say where it is: ground.push
            case SMS, VOICE -> false; // offered once there is a gateway for it
        };
        if (!fits || methods.of(me.id()).size() >= MOST)
            return View.of(
                            "ground/contact",
                            page(me, channel.name(), typed, Map.of("address", Texts.t("contact.wrong." + channel))))
                    .status(HttpStatus.UNPROCESSABLE_CONTENT);
        methods.add(me.id(), channel, channel == Channel.WALL ? "wall" : typed, me.id());
        return View.redirectTo("/account/contact");
    }

    @PostMapping("/account/contact/{id}/removals")
    @Allowed(Role.STAFF)
    public View remove(@PathVariable UUID id, Viewer me) {
        methods.remove(me.id(), id, me.id());
        return View.redirectTo("/account/contact");
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

    private ContactPage page(Viewer me, String channel, String address, Map<String, String> errors) {
        var rows = methods.of(me.id()).stream()
                .map(m -> new ContactPage.Row(m.id(), m.channel().name(), shown(m, me), m.dead()))
                .toList();
        return new ContactPage(rows, channel, address, errors, me.example());
    }
}
