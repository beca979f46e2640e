package org.amparo.ground.messages;

import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.amparo.ground.access.Allowed;
import org.amparo.ground.access.Role;
import org.amparo.ground.access.Viewer;
import org.amparo.ground.contacts.Channel;
import org.amparo.ground.contacts.ContactMethods;
import org.amparo.ground.contacts.QuietHours;
import org.amparo.ground.contacts.QuietHours.Hours;
import org.amparo.ground.keys.Persons;
import org.amparo.ground.languages.Texts;
import org.amparo.ground.messages.pages.ContactPage.Typed;
import org.amparo.ground.web.View;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A member's own ways to be reached, in their order: e-mail for pages, a phone number that a door may ring. */
@Controller
class ContactController {
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9][0-9 ()./-]{6,24}");
    private static final int MOST = 10;
    private final ContactMethods methods;
    private final QuietHours quietHours;
    private final ContactScreen screen;

    ContactController(ContactMethods methods, QuietHours quietHours, ContactScreen screen) {
        this.methods = methods;
        this.quietHours = quietHours;
        this.screen = screen;
    }

    @GetMapping("/account/contact")
    @Allowed(Role.STAFF)
    @Transactional
    public View show(Viewer me) {
        return screen.of(me);
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
            return wrong(
                    me,
                    new Typed(channel.name(), typed, "", "", Map.of("address", Texts.t("contact.wrong." + channel))));
        methods.add(me.id(), channel, channel == Channel.WALL ? "wall" : typed, me.id());
        return View.redirectTo("/account/contact");
    }

    @PostMapping("/account/contact/{id}/removals")
    @Allowed(Role.STAFF)
    public View remove(@PathVariable UUID id, Viewer me) {
        methods.remove(me.id(), id, me.id());
        return View.redirectTo("/account/contact");
    }

    @PostMapping("/account/contact/{id}/moves")
    @Allowed(Role.STAFF)
    public View move(@PathVariable UUID id, @RequestParam boolean up, Viewer me) {
        methods.move(me.id(), id, up);
        return View.redirectTo("/account/contact");
    }

    @PostMapping("/account/contact/quiet-hours")
    @Allowed(Role.STAFF)
    @Transactional
    public View quiet(
            @RequestParam(defaultValue = "") String from, @RequestParam(defaultValue = "") String until, Viewer me) {
        if (from.isBlank() && until.isBlank()) {
            quietHours.none(me.id());
            return View.redirectTo("/account/contact");
        }
        try {
            quietHours.set(me.id(), new Hours(LocalTime.parse(from.strip()), LocalTime.parse(until.strip())));
            return View.redirectTo("/account/contact");
        } catch (DateTimeParseException | IllegalArgumentException e) {
            var errors = Map.of("quiet", Texts.t("contact.quiet.wrong"));
            return wrong(me, new Typed("EMAIL", "", from, until, errors));
        }
    }

    private View wrong(Viewer me, Typed typed) {
        return screen.of(me, typed).status(HttpStatus.UNPROCESSABLE_CONTENT);
    }
}
