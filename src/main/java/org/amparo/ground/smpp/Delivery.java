package org.amparo.ground.smpp;

import java.net.ProtocolException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.amparo.ground.messages.Receipts.Word;
import org.jspecify.annotations.Nullable;

/** What the carrier brings: a word on a message that it took, or a text that somebody wrote. */
sealed interface Delivery {
    /** @param reference as in the carrier's answer to the message */
    record Receipt(String reference, Word word) implements Delivery {}

    /** @param from in international form, with a plus sign */
    record Text(String from, String text) implements Delivery {
        @Override
        public String toString() {
            return "Text[]";
        }
    }

    /** A message that is still on its way, a sender without a number, or something that is no text. */
    record Nothing() implements Delivery {}

    int IS_RECEIPT = 0x04;
    int KIND = 0x3C;
    int HAS_HEADER = 0x40;
    int RECEIPTED_MESSAGE_ID = 0x001E;
    int NETWORK_ERROR_CODE = 0x0423;
    int MESSAGE_PAYLOAD = 0x0424;
    int MESSAGE_STATE = 0x0427;

    /** The form of SMPP 3.4's appendix B, as far as carriers agree on it. */
    Pattern ID = Pattern.compile("(?i)\\bid:\\s*(\\S{1,64})");

    Pattern STAT = Pattern.compile("(?i)\\bstat:\\s*([a-z]+)");

    /** @param country put before a sender's number that has none */
    static Delivery read(Pdu.Fields body, String country) throws ProtocolException {
        body.word();
        int type = body.octet();
        body.octet();
        var from = body.word();
        body.octets(2);
        body.word();
        int kind = body.octet();
        body.octets(2);
        body.word();
        body.word();
        body.octets(2);
        int coding = body.octet();
        body.octet();
        var message = body.octets(body.octet());
        String reference = null;
        int state = 0;
        var unknownNumber = false;
        while (body.more()) {
            int tag = body.int16();
            var value = body.octets(body.int16());
            switch (tag) {
                case RECEIPTED_MESSAGE_ID -> reference = ascii(value);
                case MESSAGE_STATE -> state = value.length == 1 ? value[0] : 0;
                case NETWORK_ERROR_CODE -> unknownNumber = saysUnknownSubscriber(value);
                case MESSAGE_PAYLOAD -> message = message.length == 0 ? value : message;
                default -> {} // fields that say nothing we need
            }
        }
        var text = text(message, coding, (kind & HAS_HEADER) != 0);
        if ((kind & KIND) == IS_RECEIPT) return receipt(text, reference, state, unknownNumber);
        if (text.isBlank()) return new Nothing();
        return number(from, type, country)
                .<Delivery>map(number -> new Text(number, text))
                .orElseGet(Nothing::new);
    }

    private static Delivery receipt(String text, @Nullable String reference, int state, boolean unknownNumber) {
        var id = ID.matcher(text);
        if (reference == null || reference.isEmpty()) reference = id.find() ? id.group(1) : "";
        var stat = STAT.matcher(text);
        var said = state != 0 ? word(state) : stat.find() ? word(stat.group(1)) : Optional.<Word>empty();
        if (reference.isEmpty() || said.isEmpty()) return new Nothing();
        return new Receipt(reference, said.get() == Word.FAILED && unknownNumber ? Word.GONE : said.get());
    }

    private static Optional<Word> word(int state) {
        return switch (state) {
            case 2 -> Optional.of(Word.DELIVERED);
            case 3, 4, 5, 8 -> Optional.of(Word.FAILED); // expired, deleted, undeliverable, rejected
            default -> Optional.empty(); // on its way, accepted, unknown: nothing is settled
        };
    }

    private static Optional<Word> word(String stat) {
        return switch (stat.toUpperCase(Locale.ROOT)) {
            case "DELIVRD" -> Optional.of(Word.DELIVERED);
            case "EXPIRED", "DELETED", "UNDELIV", "REJECTD" -> Optional.of(Word.FAILED);
            default -> Optional.empty();
        };
    }

    /**
     * GSM's "unknown subscriber" (3GPP TS 29.002, error 1) is the one code that says so for every carrier. The
     * {@code err:} of the text is each carrier's own and makes no number dead.
     */
    private static boolean saysUnknownSubscriber(byte[] error) {
        return error.length == 3 && error[0] == 3 && error[1] == 0 && error[2] == 1;
    }

    private static String text(byte[] message, int coding, boolean hasHeader) {
        int header = hasHeader && message.length > 0 ? Math.min(1 + (message[0] & 0xFF), message.length) : 0;
        return TextParts.read((byte) coding, message, header, message.length - header);
    }

    private static Optional<String> number(String from, int type, String country) {
        if (type == 1 && from.matches("\\+?[0-9]{7,15}")) return Optional.of(from.startsWith("+") ? from : "+" + from);
        return PhoneNumber.of(from, country).map(number -> "+" + number.digits());
    }

    private static String ascii(byte[] value) {
        int end = 0;
        while (end < value.length && value[end] != 0) end++;
        return new String(value, 0, end, java.nio.charset.StandardCharsets.US_ASCII);
    }
}
