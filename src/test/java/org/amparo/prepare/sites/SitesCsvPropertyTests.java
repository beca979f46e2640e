package org.amparo.prepare.sites;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.amparo.prepare.sites.Preview.Duplicate;

class SitesCsvPropertyTests {

    @Property(tries = 500)
    void whatIsExportedIsReadBackTheSame(@ForAll("sites") List<Site> sites) throws IOException {
        var file = new ByteArrayOutputStream();
        SitesCsv.write(sites, file);
        var preview = SitesCsv.read(new ByteArrayInputStream(file.toByteArray()), SitesCsvTests.CLINICS, Set.of());
        assertThat(preview.refused()).isNull();
        assertThat(preview.problems()).isEmpty();
        assertThat(preview.duplicates()).extracting(Duplicate::line).isEmpty();
        assertThat(preview.rows().stream().map(row -> row.asSite(NO_ID))).isEqualTo(sites);
    }

    @Property(tries = 1000)
    void nothingThatAFileHoldsMakesReadingFail(@ForAll byte[] bytes) throws IOException {
        var preview = SitesCsv.read(new ByteArrayInputStream(bytes), SitesCsvTests.CLINICS, Set.of());
        assertThat(preview.refused() == null || preview.rows().isEmpty()).isTrue();
    }

    @Property(tries = 1000)
    void noTextMakesReadingFailAndEveryLineIsAccountedFor(@ForAll("scribbles") String text) {
        var preview = SitesCsvTests.read("name,state,lat\n" + text);
        assertThat(preview.problems()).allMatch(p -> p.line() >= 1);
        assertThat(preview.rows()).isSortedAccordingTo((a, b) -> Long.compare(a.line(), b.line()));
    }

    @Property(tries = 500)
    void noExportedCellBeginsAsAFormulaUnlessItIsANumber(@ForAll("texts") String text) throws IOException {
        var site = new Site(
                NO_ID,
                null,
                "x" + text,
                SiteKind.OTHER,
                text,
                text,
                "",
                "",
                "",
                null,
                null,
                "UTC",
                "en",
                Set.of(),
                Set.of());
        var exported = SitesCsvTests.export(site);
        try (var parser = org.apache.commons.csv.CSVParser.parse(exported, org.apache.commons.csv.CSVFormat.RFC4180)) {
            for (var record : parser)
                for (var cell : record)
                    assertThat(cell.matches("(?s)[=+\\-@\\t\\r].*") && !cell.matches("-\\d+(\\.\\d+)?"))
                            .isFalse();
        }
    }

    private static final UUID NO_ID = new UUID(0, 0);

    @Provide
    Arbitrary<List<Site>> sites() {
        return site().list().ofMaxSize(30).uniqueElements(SiteLikeness::of);
    }

    @Provide
    Arbitrary<String> scribbles() {
        return Arbitraries.strings()
                .withChars(",;\"\n\r\t '=x1-.áTX".toCharArray())
                .ofMaxLength(60);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars("=+-@'\" ,;|\táñ’漢ع1aZ".toCharArray())
                .ofMaxLength(12)
                .map(text -> text.replaceAll("\\s+", " ").strip());
    }

    private Arbitrary<Site> site() {
        var states =
                Stream.concat(Stream.of(""), Arrays.stream(UsState.values()).map(UsState::name));
        var zips = Arbitraries.of("", "00907", "02139", "79901", "79901-1234");
        var phones = Arbitraries.of(
                "", "671-828-7501", "(671) 828-7501 x123", "+1 671 828 7501", "+52 55 5555 5555", "6718287501");
        var degrees = Combinators.combine(
                        Arbitraries.doubles().between(-90, 90).ofScale(8),
                        Arbitraries.doubles().between(-180, 180).ofScale(8))
                .as(Tuple::of)
                .filter(place -> place.get1() != 0 || place.get2() != 0)
                .injectNull(0.2);
        var zones = Arbitraries.of(
                        "UTC", "America/New_York", "Pacific/Honolulu", "America/Indiana/Knox", "Asia/Kathmandu")
                .map(ZoneId::of);
        return Combinators.combine(
                        texts().map(text -> ("n" + text)).flatMap(n -> Arbitraries.of(n, n.substring(1) + "n")),
                        Arbitraries.of(SiteKind.class),
                        Combinators.combine(texts(), texts(), Arbitraries.of(states.toList()), zips, phones)
                                .as(Tuple::of),
                        degrees,
                        zones,
                        Arbitraries.of("en", "es", "zh-Hans", "quc", "es-MX"))
                .as((name, kind, address, place, zone, language) -> new Site(
                        NO_ID,
                        null,
                        name,
                        kind,
                        address.get1(),
                        address.get2(),
                        address.get3(),
                        address.get4(),
                        address.get5(),
                        place == null ? null : place.get1(),
                        place == null ? null : place.get2(),
                        zone.getId(),
                        language,
                        Set.of(),
                        Set.of()));
    }
}
