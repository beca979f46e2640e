package org.amparo.ground.smpp;

import java.util.ArrayList;
import java.util.List;

/** The body of a {@code submit_sm} (SMPP 3.4 section 4.4.1), in the two pieces around the recipient's number. */
record Submission(byte[] head, byte[] tail) {
    private static final int HAS_HEADER = 0x40;

    /**
     * One for each part.
     *
     * @param urgent asks the carrier to put it before others
     * @param receipted whether the carrier is to say when it has arrived; asked of the last part only, one word is enough
     */
    static List<Submission> of(TextParts text, PhoneNumber source, boolean urgent, boolean receipted) {
        var submissions = new ArrayList<Submission>(text.parts().size());
        for (int i = 0; i < text.parts().size(); i++) {
            var part = text.parts().get(i);
            var head =
                    new Pdu().word("").octet(source.type()).octet(source.plan()).word(source.digits());
            var tail = new Pdu()
                    .octet(text.joined() ? HAS_HEADER : 0)
                    .octet(0) // protocol
                    .octet(urgent ? 1 : 0)
                    .word("") // at once
                    .word("") // for as long as the carrier usually tries
                    .octet(receipted && i == text.parts().size() - 1 ? 1 : 0)
                    .octet(0)
                    .octet(text.coding())
                    .octet(0)
                    .octet(part.length)
                    .octets(part);
            submissions.add(new Submission(head.octet(1).octet(1).copy(), tail.copy()));
        }
        return List.copyOf(submissions);
    }

    byte[] to(PhoneNumber recipient) {
        return new Pdu()
                .octets(head)
                .octets(recipient.ascii())
                .octet(0)
                .octets(tail)
                .copy();
    }
}
