package org.amparo.ground.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.amparo.ground.access.Allowed;
import org.amparo.ground.access.Role;
import org.amparo.ground.access.Viewer;
import org.amparo.ground.languages.Language;
import org.amparo.ground.languages.Texts;
import org.amparo.ground.storage.Tenancy;
import org.amparo.testing.HandTurnedTimekeeper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.method.HandlerMethod;

class GateTests {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/sites");
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @Test
    void timesStandInTheViewersZoneUntilThePageIsOut() throws Exception {
        var ana = new Known(Set.of(Role.ANYONE, Role.STAFF), ZoneId.of("America/Chicago"));
        var gate = gateThatKnows(ana);
        try (var speaking = Texts.speak(Language.SPANISH, ZoneId.of("UTC"))) {
            assertThat(gate.preHandle(request, response, handler("forStaff"))).isTrue();
            assertThat(Texts.zone()).isEqualTo(ZoneId.of("America/Chicago"));
            assertThat(Texts.language()).isEqualTo(Language.SPANISH);
            assertThat(Tenancy.current()).contains(java.util.Objects.requireNonNull(ana.organization()));
            gate.afterCompletion(request, response, handler("forStaff"), null);
            assertThat(Texts.zone()).isEqualTo(ZoneId.of("UTC"));
            assertThat(Tenancy.current()).isEmpty();
        } finally {
            Here.leave();
        }
    }

    @Test
    void whoIsRefusedLeavesNothingBehind() {
        var gate = gateThatKnows(new Known(Set.of(Role.ANYONE, Role.DOOR), ZoneId.of("America/Chicago")));
        try {
            assertThatThrownBy(() -> gate.preHandle(request, response, handler("forStaff")))
                    .isInstanceOf(Refusal.class);
            assertThat(Texts.zone()).isEqualTo(ZoneId.of("UTC"));
            assertThat(Tenancy.current()).isEmpty();
        } finally {
            Here.leave();
        }
    }

    @Test
    void aHandlerWithoutADeclarationAnswersNobody() {
        var gate = gateThatKnows(new Known(Set.of(Role.values()), ZoneId.of("UTC")));
        assertThatThrownBy(() -> gate.preHandle(request, response, handler("undeclared")))
                .isInstanceOfSatisfying(
                        Refusal.class, r -> assertThat(r.status().value()).isEqualTo(404));
    }

    private static Gate gateThatKnows(Viewer viewer) {
        return new Gate(List.of(r -> Optional.of(viewer)), new HandTurnedTimekeeper(NOON));
    }

    private static HandlerMethod handler(String name) throws NoSuchMethodException {
        return new HandlerMethod(new Handlers(), name);
    }

    static final class Handlers {
        @Allowed(Role.STAFF)
        public void forStaff() {}

        public void undeclared() {}
    }

    record Known(Set<Role> roles, ZoneId zone) implements Viewer {
        private static final UUID ORGANIZATION = UUID.randomUUID();

        @Override
        public UUID id() {
            return new UUID(0, 1);
        }

        @Override
        public @Nullable UUID organization() {
            return ORGANIZATION;
        }

        @Override
        public String organizationName() {
            return "Casa Abierta";
        }

        @Override
        public String name() {
            return "Ana R.";
        }
    }
}
