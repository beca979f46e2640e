package org.amparo.front.home;

import java.util.Optional;
import org.amparo.front.home.pages.HomePage;
import org.amparo.ground.access.Allowed;
import org.amparo.ground.access.Role;
import org.amparo.ground.web.View;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** What a stranger sees first; and the living page of all parts. */
@Controller
class HomeController {
    private final FrontStep frontStep;

    HomeController(FrontStep frontStep) {
        this.frontStep = frontStep;
    }

    @GetMapping("/")
    @Allowed(Role.ANYONE)
    View home() {
        return View.of("front/home", page(frontStep.owner()));
    }

    /** Holds no data: everything on it is made up. */
    @GetMapping("/components")
    @Allowed(Role.ANYONE)
    View components() {
        return View.of("front/components");
    }

    static HomePage page(Optional<FrontStep.Owner> owner) {
        if (owner.isEmpty()) return new HomePage("", "", "", "");
        var name = owner.get().hotlineName();
        var phone = owner.get().hotlinePhone();
        if (phone == null || phone.isBlank()) return new HomePage(owner.get().name(), "", "", "");
        return new HomePage(owner.get().name(), name == null ? "" : name, phone, dialled(phone));
    }

    /** "(312) 555-0110 " as a phone dials it. */
    private static String dialled(String phone) {
        var digits = phone.replaceAll("[^0-9]", "");
        return phone.strip().startsWith("+") ? "+" + digits : digits;
    }
}
