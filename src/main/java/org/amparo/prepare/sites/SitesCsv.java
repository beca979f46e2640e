package org.amparo.prepare.sites;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * Sites in and out of spreadsheets. Reading never fails on what a file holds: it gives a {@link Preview}, from which a
 * person decides. What {@link #write} wrote, {@link #read} reads back the same, zones and contacts apart.
 *
 * <p>A value that is wrong is left empty and named, the site is kept; a line without a name or with too many values is
 * left out; a file that is not UTF-8 text, or is too large, is refused whole.
 */
final class SitesCsv {

    /** Cells that a spreadsheet would take for a formula. Apostrophes before it are ours, see {@link #disarmed}. */
    private static final Pattern FORMULA = Pattern.compile("'*[=+\\-@\\t\\r＝＋－＠]");

    private static final Pattern PLAIN_NUMBER = Pattern.compile("-\\d+(?:\\.\\d+)?");

    private SitesCsv() {}

    /** What the person who imports says of sites of which the file says nothing. */
    record Assumed(SiteKind kind, ZoneId zone, String language) {}

    /**
     * @param file closed by the caller
     * @param known the sites that Amparo has already
     * @throws IOException only when the stream itself fails
     */
    static Preview read(InputStream file, Assumed assumed, Set<SiteLikeness> known) throws IOException {
        var reading = new SitesReading(assumed, known);
        try {
            reading.readAll(new BoundedText(file));
            return reading.preview();
        } catch (UnusableFile e) {
            return reading.refused(e.problem);
        }
    }

    /** UTF-8 with a byte order mark, since spreadsheets guess wrong without one; commas; CRLF. The stream stays open. */
    static void write(Iterable<Site> sites, OutputStream file) throws IOException {
        var printer = begin(file);
        for (var site : sites) print(site, printer);
        printer.flush();
    }

    /** The headings; {@link #print} adds one site after another, and the caller flushes. */
    static CSVPrinter begin(OutputStream file) throws IOException {
        var text = new OutputStreamWriter(file, UTF_8);
        text.write('\uFEFF');
        var printer = new CSVPrinter(text, CSVFormat.RFC4180);
        printer.printRecord(Arrays.stream(SiteColumn.values()).map(column -> column.heading));
        return printer;
    }

    static void print(Site site, CSVPrinter printer) throws IOException {
        printer.printRecord(cellsOf(site).map(SitesCsv::disarmed));
    }

    private static Stream<String> cellsOf(Site site) {
        return Arrays.stream(SiteColumn.values()).map(column -> switch (column) {
            case NAME -> site.name();
            case KIND -> site.kind().name().toLowerCase(Locale.ROOT);
            case STREET -> site.street();
            case CITY -> site.city();
            case STATE -> site.state();
            case ZIP -> site.zip();
            case PHONE -> site.phone();
            case LATITUDE -> plain(site.latitude());
            case LONGITUDE -> plain(site.longitude());
            case TIME_ZONE -> site.timeZone();
            case LANGUAGE -> site.language();
        });
    }

    private static String plain(@Nullable Double degrees) {
        return degrees == null ? "" : BigDecimal.valueOf(degrees).toPlainString();
    }

    /** With an apostrophe before it a spreadsheet shows the text and does not run it. {@link #rearmed} takes it off. */
    private static String disarmed(String cell) {
        var harmless =
                !FORMULA.matcher(cell).lookingAt() || PLAIN_NUMBER.matcher(cell).matches();
        return harmless ? cell : "'" + cell;
    }

    static String rearmed(String cell) {
        return cell.startsWith("'") && FORMULA.matcher(cell).lookingAt() ? cell.substring(1) : cell;
    }
}
