package org.amparo.testing;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.amparo.ground.access.Role;
import org.amparo.ground.access.Viewer;
import org.amparo.ground.access.ViewerSource;
import org.amparo.ground.jobs.Timekeeper;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Lets a test be whom it says, for tests of pages that are not about signing in. Lives among the tests only: the program
 * that people run does not know the header.
 */
@Component
@Order(0)
public class TestViewers implements ViewerSource {
    public static final String HEADER = "X-Test-Viewer";

    private final Timekeeper timekeeper;

    TestViewers(Timekeeper timekeeper) {
        this.timekeeper = timekeeper;
    }

    /** For {@code setExtraHTTPHeaders}, and for any other client. */
    public static Map<String, String> as(UUID organization, UUID person, Role... roles) {
        var named = Arrays.stream(roles).map(Role::name).collect(Collectors.joining(","));
        return Map.of(HEADER, organization + ";" + person + ";" + named);
    }

    @Override
    public Optional<? extends Viewer> viewer(HttpServletRequest request) {
        var header = request.getHeader(HEADER);
        if (header == null) return Optional.empty();
        var said = header.split(";");
        var roles = Arrays.stream(said[2].split(",")).map(Role::valueOf).collect(Collectors.toSet());
        roles.add(Role.ANYONE);
        roles.add(Role.SIGNED_IN);
        return Optional.of(new TestViewer(UUID.fromString(said[1]), UUID.fromString(said[0]), roles, timekeeper.now()));
    }

    private record TestViewer(UUID id, UUID organization, Set<Role> roles, Instant provenAt) implements Viewer {
        @Override
        public String organizationName() {
            return "Test organization";
        }

        @Override
        public String name() {
            return "Test person";
        }

        @Override
        public ZoneId zone() {
            return ZoneId.of("America/New_York");
        }
    }
}
