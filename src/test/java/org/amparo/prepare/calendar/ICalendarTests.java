package org.amparo.prepare.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What is written is read back by a small reader that was written from RFC 5545 and knows nothing of the writer. */
class ICalendarTests {
    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void twoShiftsAreTwoEventsInUtc() {
        var calendar = new ICalendar("On call", NOON);
        calendar.add("a@amparo", "On call for Lawyers; nights, \\ “Ñandú”", NOON, NOON.plusSeconds(3600));
        calendar.add("b@amparo", "On call", NOON.plusSeconds(7200), NOON.plusSeconds(10800));
        var events = read(calendar.bytes());
        assertThat(events).hasSize(2);
        assertThat(events.getFirst())
                .containsEntry("UID", "a@amparo")
                .containsEntry("DTSTART", "20261122T120000Z")
                .containsEntry("DTEND", "20261122T130000Z")
                .containsEntry("SUMMARY", "On call for Lawyers; nights, \\ “Ñandú”");
    }

    @Property
    void anyNameComesBackAsItWas(@ForAll String name) {
        var plain = name.codePoints()
                .filter(c -> !Character.isISOControl(c) && !(c >= 0xD800 && c <= 0xDFFF))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        var calendar = new ICalendar(plain, NOON);
        calendar.add("a@amparo", plain.repeat(3), NOON, NOON.plusSeconds(60));
        assertThat(read(calendar.bytes()).getFirst().get("SUMMARY")).isEqualTo(plain.repeat(3));
    }

    @Test
    void aNameOnTwoLinesAddsNoLineOfItsOwn() {
        var calendar = new ICalendar("x", NOON);
        calendar.add("a@amparo", "one\r\nATTENDEE:two\nthree", NOON, NOON.plusSeconds(60));
        assertThat(read(calendar.bytes()).getFirst())
                .containsEntry("SUMMARY", "one\nATTENDEE:two\nthree")
                .doesNotContainKey("ATTENDEE");
    }

    static List<Map<String, String>> read(byte[] bytes) {
        var physical = split(bytes);
        var lines = new ArrayList<String>();
        for (var line : physical) {
            assertThat(line.length).as("octets in a line").isLessThanOrEqualTo(75);
            var text = new String(line, StandardCharsets.UTF_8);
            assertThat(text.getBytes(StandardCharsets.UTF_8))
                    .as("no sign is torn apart")
                    .isEqualTo(line);
            if (text.startsWith(" ")) lines.add(lines.removeLast() + text.substring(1));
            else lines.add(text);
        }
        assertThat(lines.getFirst()).isEqualTo("BEGIN:VCALENDAR");
        assertThat(lines.getLast()).isEqualTo("END:VCALENDAR");
        assertThat(lines).contains("VERSION:2.0").anyMatch(l -> l.startsWith("PRODID:"));
        var events = new ArrayList<Map<String, String>>();
        Map<String, String> event = null;
        for (var line : lines) {
            if (line.equals("BEGIN:VEVENT")) event = new LinkedHashMap<>();
            else if (line.equals("END:VEVENT")) {
                assertThat(event).containsKeys("UID", "DTSTAMP", "DTSTART", "DTEND");
                events.add(event);
                event = null;
            } else if (event != null) {
                var colon = line.indexOf(':');
                assertThat(event.put(line.substring(0, colon), unescaped(line.substring(colon + 1))))
                        .as("said once")
                        .isNull();
            }
        }
        return events;
    }

    /** At CRLF; a CR or LF of its own is a mistake. */
    private static List<byte[]> split(byte[] bytes) {
        var lines = new ArrayList<byte[]>();
        var begin = 0;
        for (var i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') throw new AssertionError("a LF without CR");
            if (bytes[i] != '\r') continue;
            assertThat(bytes[i + 1]).isEqualTo((byte) '\n');
            lines.add(java.util.Arrays.copyOfRange(bytes, begin, i));
            begin = ++i + 1;
        }
        assertThat(begin).as("ends in CRLF").isEqualTo(bytes.length);
        return lines;
    }

    private static String unescaped(String text) {
        var out = new StringBuilder();
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            assertThat(c == ';' || c == ',').as("left unescaped in %s", text).isFalse();
            if (c != '\\') out.append(c);
            else {
                c = text.charAt(++i);
                assertThat("\\;,nN").contains(String.valueOf(c));
                out.append(c == 'n' || c == 'N' ? '\n' : c);
            }
        }
        return out.toString();
    }
}
