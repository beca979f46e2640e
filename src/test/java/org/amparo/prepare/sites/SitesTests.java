package org.amparo.prepare.sites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.amparo.ground.storage.Tenancy;
import org.amparo.testing.AmparoTest;
import org.amparo.testing.TestOrganizations;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

@AmparoTest
class SitesTests {
    @Autowired
    Sites sites;

    @Autowired
    SampleSites samples;

    @Autowired
    JdbcClient jdbc;

    UUID us;

    @BeforeEach
    void anOrganization() {
        us = TestOrganizations.make(jdbc, "Casa Abierta");
    }

    @Test
    void aSiteIsReadBackAsItWasKept() {
        Tenancy.as(us, () -> {
            var kept = sites.save(new Site(
                    UUID.randomUUID(),
                    null,
                    "Clínica La Fe",
                    SiteKind.CLINIC,
                    "1 Main St",
                    "El Paso",
                    "TX",
                    "79901",
                    "915-555-0141",
                    31.7,
                    -106.4,
                    "America/Denver",
                    "es",
                    Set.of(new Zone("Lobby", ZoneClass.PUBLIC), new Zone("Exam rooms", ZoneClass.NON_PUBLIC)),
                    Set.of(new SiteContact("Front desk", "915-555-0142"))));
            assertThat(sites.find(kept.id())).contains(kept);
            assertThat(kept.version()).isZero();
        });
    }

    @Test
    void anotherOrganizationsSiteIsNotThere() {
        var site = Tenancy.as(us, () -> samples.add("Northside Clinic"));
        var others = TestOrganizations.make(jdbc, "Others");
        Tenancy.as(others, () -> {
            assertThat(sites.find(site)).isEmpty();
            assertThat(sites.list("", null, 50)).isEmpty();
            assertThat(sites.count("")).isZero();
        });
    }

    @Test
    void theListIsReadPageAfterPageWithoutGapsAndRepeats() {
        Tenancy.as(us, () -> {
            for (var i = 0; i < 12; i++) samples.add("Clinic " + i % 4);
            var seen = new ArrayList<SiteLine>();
            for (var page = sites.list("", null, 5);
                    !page.isEmpty();
                    page = sites.list("", page.getLast().id(), 5)) seen.addAll(page);
            assertThat(seen).doesNotHaveDuplicates().hasSize(12);
            assertThat(seen).extracting(SiteLine::name).isSorted();
            assertThat(sites.list("", UUID.randomUUID(), 5))
                    .as("a page after a site that is gone")
                    .isEqualTo(seen.subList(0, 5));
        });
    }

    @Test
    void searchingForgivesAccentsAndCaseAndTakesWordsInAnyOrder() {
        Tenancy.as(us, () -> {
            samples.add("Clínica La Fe");
            samples.add("100% Health_Center");
            assertThat(found("clinica fe")).containsExactly("Clínica La Fe");
            assertThat(found("FE CLÍNICA chicago")).containsExactly("Clínica La Fe");
            assertThat(found("100%")).containsExactly("100% Health_Center");
            assertThat(found("a_b")).isEmpty();
            assertThat(found("\\")).isEmpty();
            assertThat(sites.count("clinica")).isEqualTo(1);
        });
    }

    @Test
    void ofTwoWhoChangeTheSameTheSecondIsRefused() {
        Tenancy.as(us, () -> {
            var seenByBoth = sites.find(samples.add("Northside Clinic")).orElseThrow();
            sites.save(seenByBoth);
            assertThatThrownBy(() -> sites.save(seenByBoth)).isInstanceOf(OptimisticLockingFailureException.class);
        });
    }

    private List<String> found(String words) {
        return sites.list(words, null, 50).stream().map(SiteLine::name).toList();
    }
}
