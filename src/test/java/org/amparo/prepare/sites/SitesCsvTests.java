package org.amparo.prepare.sites;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SitesCsvTests {

    static final SitesCsv.Assumed CLINICS = new SitesCsv.Assumed(SiteKind.CLINIC, ZoneId.of("America/New_York"), "en");

    // ---- real files

    @Test
    void theHealthCentersOfTheCountryAreReadAndTheirOddLinesNamed() throws IOException {
        try (var file = getClass().getResourceAsStream("/data/FQHC.csv")) {
            var preview = SitesCsv.read(file, CLINICS, Set.of());
            assertThat(preview.refused()).isNull();
            assertThat(preview.leftOut()).isZero();
            assertThat(preview.rows().size() + preview.duplicates().size()).isEqualTo(13_577);
            assertThat(preview.duplicates()).hasSize(18);
            assertThat(preview.unusedColumns()).containsExactly("testing_status");
            assertThat(preview.problems())
                    .extracting(Problem::column, Problem::key, Problem::args)
                    .containsExactly(tuple("phone", "sites.csv.phone.wrong", List.of("0")));
            assertThat(preview.zonesToCheck()).containsEntry(UsState.TX, 593).doesNotContainKey(UsState.CA);
            assertThat(preview.rows().getFirst())
                    .isEqualTo(new SiteRow(
                            2,
                            "SOUTHERN REGION COMM HEALTH CTR",
                            SiteKind.CLINIC,
                            "162 Apman Dr",
                            "Inarajan",
                            "GU",
                            "",
                            "671-828-7501",
                            13.28261339,
                            144.7546017,
                            ZoneId.of("Pacific/Guam"),
                            false,
                            "en"));
        }
    }

    @Test
    void theSameHealthCentersASecondTimeAreAllThereAlready() throws IOException {
        var first = read(getClass().getResourceAsStream("/data/FQHC.csv"), Set.of());
        var known = first.rows().stream().map(SiteRow::likeness).collect(Collectors.toSet());
        var second = read(getClass().getResourceAsStream("/data/FQHC.csv"), known);
        assertThat(second.rows()).isEmpty();
        assertThat(second.duplicates()).hasSize(13_577).allMatch(d -> d.firstLine() == 0);
    }

    // ---- shapes of good files

    @Test
    void headingsAreFoundHoweverTheyAreWritten() {
        var preview = read("Código postal;TELÉFONO;Nombre;Dirección;Ciudad;Estado;Tipo;Idioma\n"
                + "79901;915-555-0100;Clínica La Fe;1 Main St;El Paso;Texas;clínica;Español\n");
        var row = preview.rows().getFirst();
        assertThat(row.name()).isEqualTo("Clínica La Fe");
        assertThat(row.zip()).isEqualTo("79901");
        assertThat(row.state()).isEqualTo("TX");
        assertThat(row.language()).isEqualTo("es");
        assertThat(preview.zonesToCheck()).containsEntry(UsState.TX, 1);
        assertThat(preview.problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void commasSemicolonsTabsAndBarsAllWork(String delimiter) {
        var preview = read("name,city\nLa Fe,El Paso\n".replace(",", delimiter));
        assertThat(preview.rows()).extracting(SiteRow::name, SiteRow::city).containsExactly(tuple("La Fe", "El Paso"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void anyLineEndWorksAndLinesAreCountedRight(String lineEnd) {
        var preview = read(String.join(lineEnd, "name,state", "", "La Fe,TX", "El Sol,Zacatecas", ""));
        assertThat(preview.rows()).extracting(SiteRow::line).containsExactly(3L, 4L);
        assertThat(preview.problems()).extracting(Problem::line).containsExactly(4L);
    }

    @Test
    void aLineBreakInQuotesIsPartOfTheAddressAndCountsAsALine() {
        var preview = read("name,address,state\n\"La Fe\",\"1 Main St\r\nSuite 4\",TX\nEl Sol,,Zacatecas");
        assertThat(preview.rows().getFirst().street()).isEqualTo("1 Main St Suite 4");
        assertThat(preview.problems()).extracting(Problem::line).containsExactly(4L);
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheName() {
        assertThat(read("\uFEFFname\nLa Fe\n").rows()).hasSize(1);
    }

    @Test
    void excelsOwnSepLineIsObeyed() {
        assertThat(read("sep=;\nname;city\nLa Fe, Inc.;El Paso\n").rows())
                .extracting(SiteRow::line, SiteRow::name)
                .containsExactly(tuple(3L, "La Fe, Inc."));
    }

    @Test
    void shortLinesAndEmptyCellsAtTheEndAreFine() {
        assertThat(read("name,city,phone\nLa Fe\nEl Sol,Waco,,,\n").rows())
                .extracting(SiteRow::city)
                .containsExactly("", "Waco");
    }

    @ParameterizedTest
    @CsvSource({
        "MA, 2139, 02139",
        "PR, 907, 00907",
        "TX, 79901-1234, 79901-1234",
        "TX, 799011234, 79901-1234",
        "TX, 7990, ''"
    })
    void zerosThatASpreadsheetLostComeBackWhereTheStateTells(String state, String written, String zip) {
        assertThat(read("name,state,zip\nLa Fe," + state + "," + written)
                        .rows()
                        .getFirst()
                        .zip())
                .isEqualTo(zip);
    }

    @ParameterizedTest
    @CsvSource({
        "AS, Pacific/Pago_Pago",
        "PR, America/Puerto_Rico",
        "AZ, America/Phoenix",
        "D.C., America/New_York",
        "Hawaii, Pacific/Honolulu",
        "'', America/New_York"
    })
    void theStateGivesTheTime(String state, String zone) {
        assertThat(read("name,state\nLa Fe," + state).rows().getFirst().timeZone())
                .isEqualTo(ZoneId.of(zone));
    }

    @Test
    void aTimeZoneInTheFileIsNotGuessed() {
        var preview = read("name,state,time_zone\nLa Fe,TX,America/Denver");
        assertThat(preview.rows().getFirst().timeZone()).isEqualTo(ZoneId.of("America/Denver"));
        assertThat(preview.zonesToCheck()).isEmpty();
    }

    // ---- problems that leave the rest standing

    @ParameterizedTest
    @CsvSource({
        "kind, casino, sites.csv.kind.unknown",
        "state, Zacatecas, sites.csv.state.unknown",
        "zip, ABCDE, sites.csv.zip.wrong",
        "phone, 9, sites.csv.phone.wrong",
        "phone, call us!, sites.csv.phone.wrong",
        "lat, 31.7, sites.csv.place.wrong",
        "tz, EST, sites.csv.zone.unknown",
        "tz, Mars/Base, sites.csv.zone.unknown",
        "language, Klingonese, sites.csv.language.unknown"
    })
    void aWrongValueIsNamedAndTheSiteKept(String column, String value, String key) {
        var preview = read("name," + column + "\nLa Fe," + value);
        assertThat(preview.problems()).extracting(Problem::line, Problem::key).containsExactly(tuple(2L, key));
        assertThat(preview.rows()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"91,10", "10,181", "0,0", "abc,10", "1e1,10", "NaN,10", "'',10"})
    void aPlaceThatIsNotOnTheMapIsNotKept(String latitude, String longitude) {
        var preview = read("name,lat,lon\nLa Fe," + latitude + "," + longitude);
        assertThat(preview.rows().getFirst().latitude()).isNull();
        assertThat(preview.problems()).extracting(Problem::key).containsExactly("sites.csv.place.wrong");
    }

    @Test
    void aLineWithoutANameIsLeftOut() {
        var preview = read("name,city\n,El Paso\nLa Fe,El Paso");
        assertThat(preview.rows()).extracting(SiteRow::line).containsExactly(3L);
        assertThat(preview.leftOut()).isEqualTo(1);
        assertThat(preview.problems()).containsExactly(Problem.of(2, "name", "sites.csv.name.missing"));
    }

    @Test
    void aLineWithACommaTooManyIsLeftOutAndNotShifted() {
        var preview = read("name,city\nLa Fe, Inc.,El Paso");
        assertThat(preview.rows()).isEmpty();
        assertThat(preview.problems()).containsExactly(Problem.of(2, "", "sites.csv.line.tooManyValues", 3, 2));
    }

    @Test
    void theSameSiteTwiceIsTakenOnceHoweverItIsWritten() {
        var preview = read("name,address,city,state\nClínica La Fe,1 Main St.,El Paso,TX\n"
                + "CLINICA  LA FE,\"1 main st\",el paso,Texas\nClínica La Fe,2 Main St.,El Paso,TX\n");
        assertThat(preview.rows()).extracting(SiteRow::line).containsExactly(2L, 4L);
        assertThat(preview.duplicates()).containsExactly(new Preview.Duplicate(3, "CLINICA LA FE", 2));
    }

    @Test
    void twoHundredProblemsAreKeptAndTheRestCounted() {
        var preview = read("name,state\n" + "La Fe,Zacatecas\n".repeat(1_000));
        assertThat(preview.problems()).hasSize(200);
        assertThat(preview.moreProblems()).isEqualTo(800);
    }

    @Test
    void twoColumnsOfOneMeaningAreTold() {
        var preview = read("name,phone,telephone\nLa Fe,915-555-0100,915-555-0199");
        assertThat(preview.rows().getFirst().phone()).isEqualTo("915-555-0100");
        assertThat(preview.problems()).containsExactly(Problem.of(1, "telephone", "sites.csv.column.twice", "phone"));
    }

    @Test
    void aVeryLongValueIsCut() {
        var preview = read("name\n" + "x".repeat(501));
        assertThat(preview.rows().getFirst().name()).hasSize(500);
        assertThat(preview.problems()).containsExactly(Problem.of(2, "name", "sites.csv.value.tooLong", 500));
    }

    // ---- files that are refused whole

    @Test
    void aFileWithoutNamesIsRefusedAndItsColumnsTold() {
        assertThat(read("ciudad,estado\nWaco,TX").refused())
                .isEqualTo(Problem.of(1, "", "sites.csv.column.noName", "ciudad, estado"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n\r\n", "\uFEFF", "  \n,,,\n"})
    void anEmptyFileIsRefused(String text) {
        assertRefused(read(text), 0, "sites.csv.file.empty");
    }

    @Test
    void wrongEncodingsAreToldByName() {
        var text = "name\nLa Fe\nClínica\n";
        assertRefused(read(text, Charset.forName("windows-1252")), 3, "sites.csv.file.windows1252");
        assertRefused(read(text, UTF_16), 0, "sites.csv.file.utf16");
        assertRefused(read(text, UTF_16LE), 0, "sites.csv.file.utf16");
    }

    @Test
    void brokenUtf8IsRefusedWithItsLine() throws IOException {
        var file = new ByteArrayOutputStream();
        file.write("name\nClínica\n".getBytes(UTF_8));
        file.write(0xC3);
        assertRefused(read(new ByteArrayInputStream(file.toByteArray()), Set.of()), 3, "sites.csv.file.notUtf8");
    }

    @Test
    void badLettersFarDownAreRefusedWithTheirLineToo() throws IOException {
        var file = new ByteArrayOutputStream();
        file.write("name\n".getBytes(UTF_8));
        for (var i = 0; i < 20_000; i++) file.write(("La Fe " + i + "\n").getBytes(UTF_8));
        file.write("Clínica".getBytes(Charset.forName("windows-1252")));
        var preview = read(new ByteArrayInputStream(file.toByteArray()), Set.of());
        assertRefused(preview, 20_002, "sites.csv.file.windows1252");
        assertThat(preview.rows()).isEmpty();
    }

    @Test
    void aWorkbookIsToldFromAText() {
        assertRefused(read("PK\u0003\u0004 and so on"), 0, "sites.csv.file.workbook");
    }

    @Test
    void aNulIsRefusedWithItsLine() {
        assertRefused(read("name\nLa Fe\nEl\0Sol"), 3, "sites.csv.file.nul");
    }

    @Test
    void aQuoteThatNeverEndsIsRefusedWithTheLineWhereItBegan() {
        assertRefused(read("name,city\nLa Fe,Waco\n\"El Sol,Waco\nLuz,Waco\n"), 3, "sites.csv.line.quote");
        assertRefused(read("name,city\n\"La\"Fe,Waco\n"), 2, "sites.csv.line.quote");
    }

    @Test
    void aLineOfTwoHundredMegabytesIsGivenUpEarly() throws IOException {
        for (var start : List.of("", "name\n", "name\nLa Fe\n", "name\nLa Fe\n\"", "name,city\n,,,,,,")) {
            var file = new Endless(start, "x", 200L * 1024 * 1024);
            var preview = read(file, Set.of());
            assertThat(preview.refused()).isNotNull();
            assertThat(preview.refused().key()).isEqualTo("sites.csv.line.tooLong");
            assertThat(preview.refused().line())
                    .isEqualTo(1
                            + start.lines()
                                    .filter(l -> !l.startsWith("\"") && !l.startsWith(","))
                                    .count());
            assertThat(file.given).isLessThan(256 * 1024);
        }
    }

    @Test
    void aLineOfCommasIsGivenUpEarlyToo() throws IOException {
        var file = new Endless("name\n", ",", 200L * 1024 * 1024);
        assertRefused(read(file, Set.of()), 2, "sites.csv.line.tooLong");
        assertThat(file.given).isLessThan(256 * 1024);
    }

    @Test
    void aQuoteLeftOpenSwallowsLinesOnlyUpToTheLimit() throws IOException {
        var file = new Endless("name\nLa Fe\n\"", "El Sol\n", 200L * 1024 * 1024);
        assertRefused(read(file, Set.of()), 3, "sites.csv.line.tooLong");
        assertThat(file.given).isLessThan(256 * 1024);
    }

    @Test
    void aFileOverFiftyMegabytesIsRefused() throws IOException {
        var file = new Endless("name\n", "x".repeat(2_000) + "\n", 60L * 1024 * 1024);
        assertRefused(read(file, Set.of()), 0, "sites.csv.file.tooLarge");
        assertThat(file.given).isLessThan(51L * 1024 * 1024);
    }

    @ParameterizedTest
    @ValueSource(strings = {"La Fe\n", "\n", ",\n"})
    void moreThanFiftyThousandLinesAreRefusedAlsoBlankOnes(String again) throws IOException {
        var file = new Endless("name\n", again, 40L * 1024 * 1024);
        assertRefused(read(file, Set.of()), SitesReading.MOST_LINES + 1L, "sites.csv.file.tooManyLines");
        assertThat(file.given).isLessThan(1024 * 1024);
    }

    @Test
    void aDiskThatFailsIsNotTheFilesFault() {
        var failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the disk failed");
            }
        };
        assertThatThrownBy(() -> read(failing, Set.of()))
                .isInstanceOf(IOException.class)
                .hasMessage("the disk failed");
    }

    // ---- export

    @Test
    void noCellOfAnExportIsAFormula() throws IOException {
        var exported = export(
                site("=HYPERLINK(\"http://evil.example\")", "+1 671-828-7501"),
                site("@SUM(A1)", "915-555-0100"),
                site("-2+3", ""),
                site("'=already quoted", ""),
                site("＝1+1", ""));
        assertThat(exported)
                .contains("\"'=HYPERLINK(\"\"http://evil.example\"\")\"", "'+1 671-828-7501", "'@SUM(A1)", "'-2+3")
                .contains("''=already quoted", "'＝1+1")
                .contains(",-122.5,");
        assertThat(read(exported).rows())
                .extracting(SiteRow::name)
                .containsExactly("=HYPERLINK(\"http://evil.example\")", "@SUM(A1)", "-2+3", "'=already quoted", "＝1+1");
    }

    private static void assertRefused(Preview preview, long line, String key) {
        assertThat(preview.refused()).isNotNull();
        assertThat(preview.refused().key()).isEqualTo(key);
        assertThat(preview.refused().line()).isEqualTo(line);
        assertThat(preview.rows()).isEmpty();
    }

    static Preview read(String text) {
        return read(text, UTF_8);
    }

    private static Preview read(String text, Charset charset) {
        try {
            return read(new ByteArrayInputStream(text.getBytes(charset)), Set.of());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Preview read(@Nullable InputStream file, Set<SiteLikeness> known) throws IOException {
        try (file) {
            return SitesCsv.read(file, CLINICS, known);
        }
    }

    static String export(Site... sites) throws IOException {
        var file = new ByteArrayOutputStream();
        SitesCsv.write(List.of(sites), file);
        return file.toString(UTF_8);
    }

    private static Site site(String name, String phone) {
        return new Site(
                UUID.randomUUID(),
                null,
                name,
                SiteKind.CLINIC,
                "1 Main St",
                "El Paso",
                "TX",
                "",
                phone,
                31.75,
                -122.5,
                "America/Denver",
                "es",
                Set.of(),
                Set.of());
    }

    /** A start and then the same words again and again, made as they are read. */
    private static final class Endless extends InputStream {
        private final byte[] start, again;
        private final long length;
        long given;

        Endless(String start, String again, long length) {
            this.start = start.getBytes(UTF_8);
            this.again = again.getBytes(UTF_8);
            this.length = length;
        }

        @Override
        public int read() {
            if (given == length) return -1;
            var at = given++;
            return at < start.length ? start[(int) at] : again[(int) ((at - start.length) % again.length)];
        }
    }
}
