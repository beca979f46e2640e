package org.amparo.prepare.calendar;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** A calendar as RFC 5545 writes it: lines of at most 75 octets that end in CRLF, times in UTC, texts escaped. */
final class ICalendar {
    private static final int LONGEST_LINE = 75;
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private final StringBuilder out = new StringBuilder();
    private final Instant now;

    ICalendar(String name, Instant now) {
        this.now = now;
        line("BEGIN:VCALENDAR");
        line("VERSION:2.0");
        line("PRODID:-//Amparo//On call//EN");
        line("CALSCALE:GREGORIAN");
        line("NAME:" + escaped(name)); // RFC 7986
        line("REFRESH-INTERVAL;VALUE=DURATION:PT1H");
    }

    /** @param uid the same for the same event at every reading */
    void add(String uid, String summary, Instant from, Instant until) {
        line("BEGIN:VEVENT");
        line("UID:" + uid);
        line("DTSTAMP:" + UTC.format(now));
        line("DTSTART:" + UTC.format(from));
        line("DTEND:" + UTC.format(until));
        line("SUMMARY:" + escaped(summary));
        line("TRANSP:TRANSPARENT"); // on call is not busy
        line("END:VEVENT");
    }

    byte[] bytes() {
        return (out + "END:VCALENDAR\r\n").getBytes(StandardCharsets.UTF_8);
    }

    private void line(String text) {
        var octets = 0;
        for (var i = 0; i < text.length(); ) {
            var sign = text.codePointAt(i);
            var length = Character.toString(sign).getBytes(StandardCharsets.UTF_8).length;
            if (octets + length > LONGEST_LINE) {
                out.append("\r\n ");
                octets = 1;
            }
            out.appendCodePoint(sign);
            octets += length;
            i += Character.charCount(sign);
        }
        out.append("\r\n");
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace(";", "\\;")
                .replace(",", "\\,")
                .replaceAll("\r\n|\r|\n", "\\\\n")
                .replaceAll("\\p{Cntrl}", " ");
    }
}
