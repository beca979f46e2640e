package org.amparo.ground.smpp;

import java.util.Arrays;

/**
 * The default alphabet of GSM phones (3GPP TS 23.038 section 6.2.1), an octet for each septet as SMPP's data coding 0
 * carries it. Ten more signs cost two octets each.
 */
final class Gsm7 {
    static final byte ESCAPE = 0x1B;

    /** By septet; the place of the escape is held by a character that no text has. */
    private static final String BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\uFFFFÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private static final String EXTENDED = "\f^{}\\[~]|€";
    private static final byte[] EXTENDED_SEPTETS = {0x0A, 0x14, 0x28, 0x29, 0x2F, 0x3C, 0x3D, 0x3E, 0x40, 0x65};

    /** By character below {@link #KNOWN}: the septet, {@code 0x100 +} the septet behind an escape, or -1. */
    private static final short[] SEPTETS = septets();

    private static final int KNOWN = 0x400;
    private static final int BEHIND_ESCAPE = 0x100;

    private Gsm7() {}

    private static short[] septets() {
        var all = new short[KNOWN];
        Arrays.fill(all, (short) -1);
        for (int i = 0; i < BASIC.length(); i++) if (i != ESCAPE) all[BASIC.charAt(i)] = (short) i;
        // the euro lies beyond the table and is asked for by itself
        for (int i = 0; i < EXTENDED.length() - 1; i++)
            all[EXTENDED.charAt(i)] = (short) (BEHIND_ESCAPE + EXTENDED_SEPTETS[i]);
        return all;
    }

    /** Octets that the character takes: 1 or 2, or 0 if the alphabet lacks it. */
    static int width(char character) {
        int septet = septet(character);
        return septet < 0 ? 0 : septet >= BEHIND_ESCAPE ? 2 : 1;
    }

    static boolean holds(String text) {
        for (int i = 0; i < text.length(); i++) if (width(text.charAt(i)) == 0) return false;
        return true;
    }

    /** @return the place behind the last octet written */
    static int write(CharSequence text, byte[] to, int at) {
        for (int i = 0; i < text.length(); i++) {
            int septet = septet(text.charAt(i));
            if (septet >= BEHIND_ESCAPE) to[at++] = ESCAPE;
            to[at++] = (byte) septet;
        }
        return at;
    }

    /** What phones show: an unknown sign behind an escape is read as if the escape were not there. */
    static String read(byte[] from, int at, int length) {
        var text = new StringBuilder(length);
        for (int i = at; i < at + length; i++) {
            int septet = from[i] & 0x7F;
            if (septet != ESCAPE) text.append(BASIC.charAt(septet));
            else if (i + 1 < at + length) {
                int sign = Arrays.binarySearch(EXTENDED_SEPTETS, (byte) (from[++i] & 0x7F));
                if (sign >= 0) text.append(EXTENDED.charAt(sign));
                else i--;
            }
        }
        return text.toString();
    }

    private static int septet(char character) {
        return character < KNOWN ? SEPTETS[character] : character == '€' ? BEHIND_ESCAPE + 0x65 : -1;
    }
}
