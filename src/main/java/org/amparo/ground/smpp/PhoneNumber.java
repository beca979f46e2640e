package org.amparo.ground.smpp;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A number as SMPP names it.
 *
 * @param type 1 international, 3 of the network (a short code), 5 letters
 * @param plan 1 the telephone's, 0 none
 * @param digits without a plus sign
 */
record PhoneNumber(int type, int plan, String digits) {
    private static final int FEWEST = 7;
    private static final int MOST = 15; // ITU-T E.164
    private static final int OF_ONE_COUNTRY = 10;
    private static final int SHORT_CODE = 6;

    /**
     * As people write it: with blanks, dots, dashes and parentheses; ten digits alone get the country put before them.
     * Empty when it cannot be a number.
     */
    static Optional<PhoneNumber> of(String typed, String country) {
        var bare = typed.strip().replaceAll("[\\s().\\u00A0\\u2010-\\u2015-]", "");
        var digits = bare.startsWith("+") ? bare.substring(1) : bare.startsWith("00") ? bare.substring(2) : bare;
        if (!digits.matches("[0-9]{" + FEWEST + "," + MOST + "}")) return Optional.empty();
        var local = digits.equals(bare) && digits.length() == OF_ONE_COUNTRY;
        return Optional.of(new PhoneNumber(1, 1, local ? country + digits : digits));
    }

    /** What texts come from: a number, a short code or a name. */
    static PhoneNumber source(String set) {
        var bare = set.strip();
        if (!bare.matches("\\+?[0-9]+")) return new PhoneNumber(5, 0, bare);
        var digits = bare.replace("+", "");
        return digits.length() <= SHORT_CODE ? new PhoneNumber(3, 0, digits) : new PhoneNumber(1, 1, digits);
    }

    byte[] ascii() {
        return digits.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
        return "PhoneNumber[]";
    }
}
