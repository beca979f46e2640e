package org.amparo.ground.smpp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A text as it goes over the air: in the phones' own alphabet where that holds it, else in UCS-2, in one part or in
 * several that phones put together again (3GPP TS 23.040 section 9.2.3.24.1).
 *
 * @param coding SMPP's data coding, 0 or 8
 * @param parts the octets of each short message, with the header that joins them if there are several
 */
record TextParts(byte coding, List<byte[]> parts) {
    static final byte GSM = 0;
    static final byte UCS2 = 8;

    /** What one message holds, in octets of SMPP: 160 septets, or 140 octets. */
    private static final int ALONE_GSM = 160;

    private static final int ALONE_UCS2 = 140;

    /** Six octets of header leave 153 septets or 67 characters. */
    private static final int JOINED_GSM = 153;

    private static final int JOINED_UCS2 = 134;
    private static final int HEADER = 6;
    private static final int MOST_PARTS = 255;

    /**
     * @param reference tells this text's parts from those of another that the same phone gets meanwhile; only its lowest
     *     eight bits count
     * @throws IllegalArgumentException when it needs more than 255 parts
     */
    static TextParts of(String text, int reference) {
        var shown = plain(text);
        var gsm = Gsm7.holds(shown);
        byte coding = gsm ? GSM : UCS2;
        if (width(shown, gsm) <= (gsm ? ALONE_GSM : ALONE_UCS2))
            return new TextParts(coding, List.of(octets(shown, gsm, 0)));
        var pieces = pieces(shown, gsm);
        if (pieces.size() > MOST_PARTS) throw new IllegalArgumentException("A text of " + pieces.size() + " parts");
        var parts = new ArrayList<byte[]>(pieces.size());
        for (var piece : pieces) {
            var part = octets(piece, gsm, HEADER);
            part[0] = HEADER - 1;
            part[1] = 0; // concatenated, 8-bit reference
            part[2] = 3;
            part[3] = (byte) reference;
            part[4] = (byte) pieces.size();
            part[5] = (byte) (parts.size() + 1);
            parts.add(part);
        }
        return new TextParts(coding, List.copyOf(parts));
    }

    boolean joined() {
        return parts.size() > 1;
    }

    /** As the text of {@link #of} will be read; for what came in, and for tests. */
    static String read(byte coding, byte[] from, int at, int length) {
        return switch (coding) {
            case 0 -> Gsm7.read(from, at, length);
            case 8 -> new String(from, at, length & ~1, StandardCharsets.UTF_16BE);
            case 1 -> new String(from, at, length, StandardCharsets.US_ASCII);
            case 3 -> new String(from, at, length, StandardCharsets.ISO_8859_1);
            case 6 -> new String(from, at, length, java.nio.charset.Charset.forName("ISO-8859-5"));
            default -> ""; // binary, or an alphabet of which SMPP does not say enough
        };
    }

    /** One curly quote would more than double what a text costs; phones show the plain one just as well. */
    static String plain(String text) {
        StringBuilder changed = null;
        for (int i = 0; i < text.length(); i++) {
            char before = text.charAt(i);
            char after = switch (before) {
                case '\u2018', '\u2019' -> '\'';
                case '\u201C', '\u201D' -> '"';
                case '\u2013', '\u2014', '\u2011' -> '-';
                case '\u00A0', '\u202F' -> ' ';
                default -> before;
            };
            if (after == before) continue;
            if (changed == null) changed = new StringBuilder(text);
            changed.setCharAt(i, after);
        }
        return changed == null ? text : changed.toString();
    }

    private static int width(String text, boolean gsm) {
        if (!gsm) return text.length() * 2;
        int width = 0;
        for (int i = 0; i < text.length(); i++) width += Gsm7.width(text.charAt(i));
        return width;
    }

    /** Cut where it fits, never inside a pair: neither of surrogates nor of an escape and its sign. */
    private static List<String> pieces(String text, boolean gsm) {
        var pieces = new ArrayList<String>();
        int most = gsm ? JOINED_GSM : JOINED_UCS2;
        int begin = 0, width = 0;
        for (int i = 0; i < text.length(); ) {
            int characters = !gsm
                            && Character.isHighSurrogate(text.charAt(i))
                            && i + 1 < text.length()
                            && Character.isLowSurrogate(text.charAt(i + 1))
                    ? 2
                    : 1;
            int more = gsm ? Gsm7.width(text.charAt(i)) : 2 * characters;
            if (width + more > most) {
                pieces.add(text.substring(begin, i));
                begin = i;
                width = 0;
            }
            width += more;
            i += characters;
        }
        pieces.add(text.substring(begin));
        return pieces;
    }

    private static byte[] octets(String piece, boolean gsm, int header) {
        var octets = new byte[header + width(piece, gsm)];
        if (gsm) {
            Gsm7.write(piece, octets, header);
            return octets;
        }
        // by hand, since an encoder would put a question mark for half a pair
        for (int i = 0; i < piece.length(); i++) {
            octets[header + 2 * i] = (byte) (piece.charAt(i) >> 8);
            octets[header + 2 * i + 1] = (byte) piece.charAt(i);
        }
        return octets;
    }
}
