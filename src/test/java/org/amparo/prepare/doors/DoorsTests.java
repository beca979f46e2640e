package org.amparo.prepare.doors;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Set;
import java.util.UUID;
import org.amparo.ground.access.Role;
import org.amparo.ground.storage.Tenancy;
import org.amparo.prepare.sites.SampleSites;
import org.amparo.testing.AmparoTest;
import org.amparo.testing.HandTurnedTimekeeper;
import org.amparo.testing.TestMembers;
import org.amparo.testing.TestOrganizations;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;

@AmparoTest
class DoorsTests {
    @Autowired
    Doors doors;

    @Autowired
    DoorRecognition recognition;

    @Autowired
    SampleSites sites;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    HandTurnedTimekeeper clock;

    @Autowired
    TestMembers members;

    UUID ana;
    UUID us;
    UUID site;

    @BeforeEach
    void aSite() {
        us = TestOrganizations.make(jdbc, "Casa Abierta");
        ana = members.add(us, "Ana R.", Role.ADMINISTRATOR);
        site = Tenancy.as(us, () -> sites.add("Northside Clinic"));
    }

    @Test
    void anEnrolledTabletIsADoorOfItsSiteAndNothingElse() {
        var door = Tenancy.as(us, () -> doors.enrol(site, "Front desk", ana));
        var viewer = recognition.viewer(asking(door.token())).orElseThrow();
        assertThat(viewer.id()).isEqualTo(door.id());
        assertThat(viewer.site()).isEqualTo(site);
        assertThat(viewer.organization()).isEqualTo(us);
        assertThat(viewer.organizationName()).isEqualTo("Casa Abierta");
        assertThat(viewer.roles()).isEqualTo(Set.of(Role.DOOR, Role.ANYONE));
        assertThat(viewer.zone()).isEqualTo(ZoneId.of("America/Chicago"));
    }

    @Test
    void aRevokedTabletIsAStrangerAtItsNextRequest() {
        var door = Tenancy.as(us, () -> doors.enrol(site, "Front desk", ana));
        assertThat(Tenancy.as(us, () -> doors.revoke(site, door.id(), ana))).isTrue();
        assertThat(recognition.viewer(asking(door.token()))).isEmpty();
        assertThat(Tenancy.as(us, () -> doors.revoke(site, door.id(), ana))).isFalse();
    }

    @Test
    void anotherOrganizationCannotRevokeIt() {
        var door = Tenancy.as(us, () -> doors.enrol(site, "Front desk", ana));
        var others = TestOrganizations.make(jdbc, "Others");
        assertThat(Tenancy.as(others, () -> doors.revoke(site, door.id(), ana))).isFalse();
        assertThat(recognition.viewer(asking(door.token()))).isPresent();
    }

    @Test
    void whatIsNoTokenOfOursIsNobody() {
        assertThat(recognition.viewer(new MockHttpServletRequest())).isEmpty();
        assertThat(recognition.viewer(asking("x".repeat(27)))).isEmpty();
        assertThat(recognition.viewer(asking("x".repeat(5000)))).isEmpty();
    }

    @Test
    void whenItWasSeenIsKeptToTheMinute() {
        var door = Tenancy.as(us, () -> doors.enrol(site, "Front desk", ana));
        clock.forward(Duration.ofSeconds(61));
        recognition.viewer(asking(door.token()));
        var seen = Tenancy.as(us, () -> doors.of(site)).getFirst().lastSeenAt();
        assertThat(seen).isNotNull().isBeforeOrEqualTo(clock.now());
        assertThat(seen.getEpochSecond() % 60).isZero();
    }

    private static MockHttpServletRequest asking(String token) {
        var request = new MockHttpServletRequest();
        request.setCookies(new Cookie(DoorRecognition.COOKIE, token));
        return request;
    }
}
