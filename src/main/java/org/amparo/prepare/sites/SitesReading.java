package org.amparo.prepare.sites;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;
import org.jspecify.annotations.Nullable;

/** One pass over one file: finds the columns, checks each value, and gathers the {@link Preview}. */
final class SitesReading {

    /** Blank ones too. Whatever a file holds, reading it then takes seconds, and fits beside the rest in a small heap. */
    static final int MOST_LINES = 50_000;

    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}\\p{Cc}]+");
    private static final Pattern PHONE =
            Pattern.compile("[-+().\\d /#]+?(?:[ ,;]*(?:x|ext|extension)[. ]*\\d{1,10})?", Pattern.CASE_INSENSITIVE);
    private static final Pattern EXTENSION = Pattern.compile("(?:x|ext).*", Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBER = Pattern.compile("[-+]?\\d{1,3}(?:[.,]\\d{1,20})?");
    static final Pattern ZIP = Pattern.compile("(\\d{5})(?:[- ]?(\\d{4}))?");

    private static final Map<String, SiteKind> KINDS = Map.ofEntries(
            Map.entry("clinic", SiteKind.CLINIC),
            Map.entry("clinica", SiteKind.CLINIC),
            Map.entry("clínica", SiteKind.CLINIC),
            Map.entry("health center", SiteKind.CLINIC),
            Map.entry("hospital", SiteKind.HOSPITAL),
            Map.entry("school", SiteKind.SCHOOL),
            Map.entry("escuela", SiteKind.SCHOOL),
            Map.entry("shelter", SiteKind.SHELTER),
            Map.entry("refugio", SiteKind.SHELTER),
            Map.entry("albergue", SiteKind.SHELTER),
            Map.entry("office", SiteKind.OFFICE),
            Map.entry("oficina", SiteKind.OFFICE),
            Map.entry("other", SiteKind.OTHER),
            Map.entry("otro", SiteKind.OTHER));

    private static final Map<String, String> LANGUAGES =
            Map.of("english", "en", "inglés", "en", "ingles", "en", "spanish", "es", "español", "es", "espanol", "es");

    private final SitesCsv.Assumed assumed;
    private final Set<SiteLikeness> known;
    private final Map<SiteColumn, Integer> places = new EnumMap<>(SiteColumn.class);
    private final List<SiteRow> rows = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<Preview.Duplicate> duplicates = new ArrayList<>();
    private final Map<SiteLikeness, Long> lines = new HashMap<>();
    private final List<String> unusedColumns = new ArrayList<>();
    private final TreeMap<UsState, Integer> zonesToCheck = new TreeMap<>();
    private List<String> headings = List.of();
    private int moreProblems;
    private int leftOut;

    SitesReading(SitesCsv.Assumed assumed, Set<SiteLikeness> known) {
        this.assumed = assumed;
        this.known = known;
    }

    void readAll(BoundedText text) throws IOException {
        var format = CSVFormat.Builder.create()
                .setDelimiter(delimiterOf(text.firstLine()))
                .setIgnoreEmptyLines(false)
                .setDuplicateHeaderMode(DuplicateHeaderMode.ALLOW_ALL)
                .get();
        var parser = CSVParser.builder().setReader(text).setFormat(format).get();
        var records = parser.iterator();
        while (true) {
            var line = parser.getCurrentLineNumber() + 1;
            text.beginRecord(line);
            try {
                if (!records.hasNext()) break;
                take(records.next(), line);
            } catch (UncheckedIOException e) {
                if (!(e.getCause() instanceof CSVException)) throw e.getCause();
                throw new UnusableFile(Problem.of(line, "", "sites.csv.line.quote"));
            }
        }
        if (headings.isEmpty()) throw new UnusableFile(Problem.of(0, "", "sites.csv.file.empty"));
    }

    /** The one that the headings use most, outside quotes; Excel's own "sep=;" says it outright. */
    private static char delimiterOf(String firstLine) {
        if (firstLine.matches("(?i)\"?sep=.\"?"))
            return firstLine.replace("\"", "").charAt(4);
        var bare = firstLine.replaceAll("\"[^\"]*\"", "");
        var best = ',';
        for (var c : new char[] {';', '\t', '|'}) if (count(bare, c) > count(bare, best)) best = c;
        return best;
    }

    private static long count(String text, char c) {
        return text.chars().filter(x -> x == c).count();
    }

    private void take(CSVRecord record, long line) throws UnusableFile {
        if (record.getRecordNumber() > MOST_LINES)
            throw new UnusableFile(Problem.of(line, "", "sites.csv.file.tooManyLines", MOST_LINES));
        if (record.stream().allMatch(String::isBlank)) return;
        if (record.stream().mapToInt(String::length).sum() > BoundedText.LONGEST_RECORD)
            throw new UnusableFile(Problem.of(line, "", "sites.csv.line.tooLong", BoundedText.LONGEST_RECORD / 1024));
        if (!headings.isEmpty()) takeSite(record, line);
        else if (!record.get(0).toLowerCase(Locale.ROOT).startsWith("sep=")) takeHeadings(record, line);
    }

    private void takeHeadings(CSVRecord record, long line) throws UnusableFile {
        headings = record.stream().map(SitesReading::clean).toList();
        for (var i = 0; i < headings.size(); i++) {
            var heading = headings.get(i);
            var column = SiteColumn.headed(heading);
            if (column.isEmpty()) {
                if (!heading.isEmpty()) unusedColumns.add(cut(heading));
            } else if (places.putIfAbsent(column.get(), i) != null) {
                report(line, heading, "sites.csv.column.twice", column.get().heading);
            }
        }
        if (!places.containsKey(SiteColumn.NAME))
            throw new UnusableFile(Problem.of(line, "", "sites.csv.column.noName", cut(String.join(", ", headings))));
    }

    private void takeSite(CSVRecord record, long line) {
        if (record.size() > headings.size()
                && record.stream().skip(headings.size()).anyMatch(v -> !v.isBlank())) {
            leaveOut(line, "", "sites.csv.line.tooManyValues", record.size(), headings.size());
            return;
        }
        var name = text(record, line, SiteColumn.NAME);
        if (name.isEmpty()) {
            leaveOut(line, heading(SiteColumn.NAME), "sites.csv.name.missing");
            return;
        }
        var row = siteNamed(name, record, line);
        var likeness = row.likeness();
        var firstLine = known.contains(likeness) ? Long.valueOf(0) : lines.putIfAbsent(likeness, line);
        if (firstLine != null) {
            duplicates.add(new Preview.Duplicate(line, name, firstLine));
        } else {
            rows.add(row);
            if (row.zoneGuessed()) zonesToCheck.merge(UsState.valueOf(row.state()), 1, Integer::sum);
        }
    }

    private SiteRow siteNamed(String name, CSVRecord record, long line) {
        var state = state(record, line);
        var zone = zone(record, line);
        var place = place(record, line);
        return new SiteRow(
                line,
                name,
                kind(record, line),
                text(record, line, SiteColumn.STREET),
                text(record, line, SiteColumn.CITY),
                state == null ? "" : state.name(),
                zip(record, line, state),
                phone(record, line),
                place == null ? null : place.latitude(),
                place == null ? null : place.longitude(),
                zone != null ? zone : state != null ? state.zone : assumed.zone(),
                zone == null && state != null && state.keepsTwoTimes(),
                language(record, line));
    }

    private SiteKind kind(CSVRecord record, long line) {
        var said = text(record, line, SiteColumn.KIND);
        if (said.isEmpty()) return assumed.kind();
        var kind = KINDS.get(said.toLowerCase(Locale.ROOT));
        if (kind != null) return kind;
        report(line, heading(SiteColumn.KIND), "sites.csv.kind.unknown", cut(said));
        return assumed.kind();
    }

    private @Nullable UsState state(CSVRecord record, long line) {
        var said = text(record, line, SiteColumn.STATE);
        if (said.isEmpty()) return null;
        var state = UsState.named(said);
        if (state.isEmpty()) report(line, heading(SiteColumn.STATE), "sites.csv.state.unknown", cut(said));
        return state.orElse(null);
    }

    private String zip(CSVRecord record, long line, @Nullable UsState state) {
        var said = text(record, line, SiteColumn.ZIP);
        if (said.isEmpty()) return "";
        var lostZeros = state != null && state.hasZipsFromZero() && said.matches("\\d{3,4}");
        var zip = ZIP.matcher(lostZeros ? "0".repeat(5 - said.length()) + said : said);
        if (zip.matches()) return zip.group(2) == null ? zip.group(1) : zip.group(1) + "-" + zip.group(2);
        report(line, heading(SiteColumn.ZIP), "sites.csv.zip.wrong", cut(said));
        return "";
    }

    private String phone(CSVRecord record, long line) {
        var said = text(record, line, SiteColumn.PHONE);
        if (said.isEmpty()) return "";
        if (isPhone(said)) return said;
        report(line, heading(SiteColumn.PHONE), "sites.csv.phone.wrong", cut(said));
        return "";
    }

    /** With area code, and an extension if there is one. */
    static boolean isPhone(String said) {
        var digits = EXTENSION
                .matcher(said)
                .replaceFirst("")
                .chars()
                .filter(c -> c >= '0' && c <= '9')
                .count();
        return PHONE.matcher(said).matches() && digits >= 10 && digits <= 15;
    }

    record Place(double latitude, double longitude) {}

    private @Nullable Place place(CSVRecord record, long line) {
        var north = text(record, line, SiteColumn.LATITUDE);
        var east = text(record, line, SiteColumn.LONGITUDE);
        if (north.isEmpty() && east.isEmpty()) return null;
        var latitude = degrees(north, 90);
        var longitude = degrees(east, 180);
        var nowhere = latitude != null && longitude != null && latitude == 0 && longitude == 0;
        if (latitude != null && longitude != null && !nowhere) return new Place(latitude, longitude);
        var column = latitude == null && places.containsKey(SiteColumn.LATITUDE)
                ? SiteColumn.LATITUDE
                : SiteColumn.LONGITUDE;
        report(line, heading(column), "sites.csv.place.wrong", cut(north), cut(east));
        return null;
    }

    private static @Nullable Double degrees(String said, int most) {
        if (!NUMBER.matcher(said).matches()) return null;
        var degrees = Double.parseDouble(said.replace(',', '.'));
        return Math.abs(degrees) <= most ? degrees : null;
    }

    private @Nullable ZoneId zone(CSVRecord record, long line) {
        var said = text(record, line, SiteColumn.TIME_ZONE);
        if (said.isEmpty()) return null;
        try {
            if (said.contains("/") || said.equals("UTC")) return ZoneId.of(said);
        } catch (DateTimeException e) {
            // told below, together with names such as "EST", which mean another time in summer
        }
        report(line, heading(SiteColumn.TIME_ZONE), "sites.csv.zone.unknown", cut(said));
        return null;
    }

    private String language(CSVRecord record, long line) {
        var said = text(record, line, SiteColumn.LANGUAGE);
        if (said.isEmpty()) return assumed.language();
        var named = LANGUAGES.get(said.toLowerCase(Locale.ROOT));
        if (named != null) return named;
        try {
            var locale = new Locale.Builder().setLanguageTag(said).build();
            if (locale.getLanguage().matches("[a-z]{2,3}")) return locale.toLanguageTag();
        } catch (IllformedLocaleException e) {
            // told below
        }
        report(line, heading(SiteColumn.LANGUAGE), "sites.csv.language.unknown", cut(said));
        return assumed.language();
    }

    /** Empty when the column or the value is not there. */
    private String text(CSVRecord record, long line, SiteColumn column) {
        var place = places.get(column);
        if (place == null || place >= record.size()) return "";
        var value = SitesCsv.rearmed(clean(record.get(place)));
        if (value.length() <= Site.LONGEST_TEXT) return value;
        report(line, heading(column), "sites.csv.value.tooLong", Site.LONGEST_TEXT);
        return value.substring(0, Site.LONGEST_TEXT).strip();
    }

    /** Line ends, tabs, control characters and runs of spaces become one space; none stays at the ends. */
    static String clean(String value) {
        return isClean(value) ? value : SPACES.matcher(value).replaceAll(" ").strip();
    }

    private static boolean isClean(String value) {
        var afterSpace = true;
        for (var i = 0; i < value.length(); i++) {
            var c = value.charAt(i);
            var isSpace = c == ' ';
            if (isSpace && afterSpace || !isSpace && (Character.isSpaceChar(c) || Character.isISOControl(c)))
                return false;
            afterSpace = isSpace;
        }
        return value.isEmpty() || !afterSpace;
    }

    private String heading(SiteColumn column) {
        var place = places.get(column);
        return place == null ? column.heading : cut(headings.get(place));
    }

    private static String cut(String value) {
        return value.length() <= 60 ? value : value.substring(0, 60) + "…";
    }

    private void leaveOut(long line, String column, String key, Object... args) {
        leftOut++;
        report(line, column, key, args);
    }

    private void report(long line, String column, String key, Object... args) {
        if (problems.size() < Preview.MOST_PROBLEMS) problems.add(Problem.of(line, column, key, args));
        else moreProblems++;
    }

    Preview preview() {
        return new Preview(
                List.copyOf(rows),
                List.copyOf(problems),
                moreProblems,
                List.copyOf(duplicates),
                leftOut,
                List.copyOf(unusedColumns),
                zonesToCheck,
                null);
    }

    Preview refused(Problem why) {
        return new Preview(
                List.of(), List.copyOf(problems), moreProblems, List.of(), 0, List.of(), new TreeMap<>(), why);
    }
}
