package org.amparo.ground.smtp;

import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayOutputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.amparo.ground.mass.MassText;

/**
 * A whole mail in one text's bytes, with holes for what is each recipient's own: the address in {@code To}, the
 * Message-ID, and the leave link, in the header (RFC 8058) and at the end of the text. Lines end with CRLF, and no line
 * begins with a dot, so that the same bytes do for DATA and for BDAT.
 */
final class MailTemplate {
    private static final DateTimeFormatter DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);
    private static final int LONGEST_LINE = 76;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NO_BYTES = {};

    private final byte[] from;
    private final byte[] beforeAddress;
    private final byte[] beforeId;
    private final byte[] beforeLeave;
    private final byte[] beforeSecondLeave;
    private final byte[] end;
    private final boolean leaves;

    MailTemplate(MassText text, SmtpSettings settings, Instant now) {
        var sender = settings.from() == null ? "" : settings.from();
        var bare =
                sender.contains("<") ? sender.substring(sender.indexOf('<') + 1, sender.indexOf('>')) : sender.strip();
        var domain = bare.substring(bare.indexOf('@') + 1);
        this.from = ascii(bare);
        this.leaves = !text.leaveAddress().isEmpty();
        this.beforeAddress = ascii("From: " + header(sender) + "\r\nDate: " + DATE.format(now) + "\r\nSubject: "
                + subject(text.subject()) + "\r\nTo: <");
        this.beforeId = ascii(">\r\nMessage-ID: <");
        var rest = "@" + domain + ">\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\n"
                + "Content-Transfer-Encoding: quoted-printable\r\nAuto-Submitted: auto-generated\r\nPrecedence: bulk\r\n"
                + "Content-Language: " + text.language().code() + "\r\n";
        var body = quoted(text.text());
        if (leaves) {
            this.beforeLeave = ascii(rest + "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\nList-Unsubscribe: <"
                    + text.leaveAddress());
            this.beforeSecondLeave = ascii(">\r\n\r\n" + body + "\r\n" + quoted(text.leaveAddress()) + "=\r\n");
            this.end = ascii("\r\n");
        } else {
            this.beforeLeave = ascii(rest + "\r\n" + body + "\r\n");
            this.beforeSecondLeave = NO_BYTES;
            this.end = NO_BYTES;
        }
    }

    byte[] from() {
        return from;
    }

    /** How many bytes {@link #write} will write. */
    int length(byte[] address, byte[] leave) {
        return beforeAddress.length
                + address.length
                + beforeId.length
                + 36
                + beforeLeave.length
                + (leaves ? 2 * leave.length + beforeSecondLeave.length + end.length : 0);
    }

    /** @return where it ended */
    int write(byte[] into, int at, byte[] address, long idHigh, long idLow, byte[] leave) {
        at = put(beforeAddress, into, at);
        at = put(address, into, at);
        at = put(beforeId, into, at);
        at = id(idHigh, idLow, into, at);
        at = put(beforeLeave, into, at);
        if (!leaves) return at;
        at = put(leave, into, at);
        at = put(beforeSecondLeave, into, at);
        at = put(leave, into, at);
        return put(end, into, at);
    }

    static int put(byte[] bytes, byte[] into, int at) {
        System.arraycopy(bytes, 0, into, at, bytes.length);
        return at + bytes.length;
    }

    private static int id(long high, long low, byte[] into, int at) {
        at = hex(high >>> 32, 8, into, at);
        into[at++] = '-';
        at = hex(high >>> 16, 4, into, at);
        into[at++] = '-';
        at = hex(high, 4, into, at);
        into[at++] = '-';
        at = hex(low >>> 48, 4, into, at);
        into[at++] = '-';
        return hex(low, 12, into, at);
    }

    private static int hex(long value, int digits, byte[] into, int at) {
        for (int i = digits - 1; i >= 0; i--, value >>>= 4) into[at + i] = HEX[(int) value & 15];
        return at + digits;
    }

    private static String subject(String text) {
        try {
            return MimeUtility.fold(9, MimeUtility.encodeText(oneLine(text), "UTF-8", null));
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String header(String sender) {
        try {
            return new InternetAddress(oneLine(sender), true).toString();
        } catch (jakarta.mail.internet.AddressException e) {
            throw new IllegalStateException("AMPARO_SMTP_FROM is no mail address");
        }
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\r\\n]+", " ").strip();
    }

    /** Quoted-printable (RFC 2045 section 6.7), with a dot at the beginning of a line written as a code too. */
    static String quoted(String text) {
        var out = new ByteArrayOutputStream();
        int column = 0;
        var bytes = text.replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            int each = bytes[i] & 0xff;
            if (each == '\n') {
                out.writeBytes(new byte[] {'\r', '\n'});
                column = 0;
                continue;
            }
            boolean lastOfLine = i + 1 == bytes.length || bytes[i + 1] == '\n';
            boolean plain = each > ' ' && each < 127 && each != '=' && !(each == '.' && column == 0)
                    || (each == ' ' || each == '\t') && !lastOfLine;
            int width = plain ? 1 : 3;
            if (column + width > LONGEST_LINE - 1) {
                out.writeBytes(new byte[] {'=', '\r', '\n'});
                column = 0;
                plain = plain && each != '.';
                width = plain ? 1 : 3;
            }
            if (plain) out.write(each);
            else out.writeBytes("=%02X".formatted(each).getBytes(StandardCharsets.US_ASCII));
            column += width;
        }
        return out.toString(StandardCharsets.US_ASCII);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
