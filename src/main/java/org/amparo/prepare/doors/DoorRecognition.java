package org.amparo.prepare.doors;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.amparo.ground.access.ViewerSource;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.secrets.KeyedHash;
import org.amparo.ground.storage.Locator;
import org.amparo.ground.storage.Tenancy;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/** Knows a tablet by its cookie, and asks anew at every request whether it is still let in. */
@Component
@Order(200)
class DoorRecognition implements ViewerSource {
    static final String COOKIE = "amparo-door";

    private final Locator locator;
    private final KeyedHash hash;
    private final Timekeeper timekeeper;
    private final Doors doors;

    DoorRecognition(Locator locator, KeyedHash hash, Timekeeper timekeeper, Doors doors) {
        this.locator = locator;
        this.hash = hash;
        this.timekeeper = timekeeper;
        this.doors = doors;
    }

    @Override
    public Optional<DoorViewer> viewer(HttpServletRequest request) {
        var cookie = WebUtils.getCookie(request, COOKIE);
        if (cookie == null || cookie.getValue().length() > 100) return Optional.empty();
        for (var located : locator.find(Doors.KIND, hash.of(Doors.KIND, cookie.getValue()), timekeeper.now())) {
            var organization = located.organization();
            if (organization == null) continue;
            var viewer = Tenancy.as(organization, () -> doors.seen(located.subject()));
            if (viewer.isPresent()) return viewer;
        }
        return Optional.empty();
    }
}
