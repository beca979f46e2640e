package org.amparo.ground.wall;

import java.net.URI;
import java.util.UUID;
import java.util.regex.Pattern;
import org.amparo.ground.access.Allowed;
import org.amparo.ground.access.Role;
import org.amparo.ground.access.Viewer;
import org.amparo.ground.messages.Wall;
import org.amparo.ground.people.Members;
import org.amparo.ground.wall.pages.WallPage;
import org.amparo.ground.web.Refusal;
import org.amparo.ground.web.View;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;

/** Shows what would have been sent and lets one answer for anybody, and therefore only in an example organization. */
@Controller
class WallController {
    private static final Pattern LINK = Pattern.compile("https?://\\S+");
    private final Wall wall;
    private final Members members;

    WallController(Wall wall, Members members) {
        this.wall = wall;
        this.members = members;
    }

    @GetMapping("/phone-wall")
    @Allowed(Role.STAFF)
    @Transactional
    public View show(Viewer me) {
        if (!me.example()) throw Refusal.notFound();
        var cards = wall.latest(me.id()).stream().map(this::card).toList();
        return View.of("ground/wall", new WallPage(cards));
    }

    private WallPage.Card card(Wall.Sent sent) {
        var link = LINK.matcher(sent.text());
        return new WallPage.Card(
                name(sent.person()), sent.at(), sent.subject(), sent.text(), link.find() ? path(link.group()) : "");
    }

    private String name(UUID person) {
        return members.name(person).orElse("");
    }

    private static String path(String link) {
        return URI.create(link).getRawPath();
    }
}
