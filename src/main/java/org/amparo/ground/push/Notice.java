package org.amparo.ground.push;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What the worker in the browser ({@code static/push-worker.js}) gets to show, as JSON. */
final class Notice {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LONGEST_TITLE = 120;
    private static final int LONGEST_TEXT = 2_000;
    private static final int ROOM_FOR_LEAVING = 600;

    private Notice() {}

    /**
     * A page or a reply. On a locked screen there is room for a sentence or two: what stands before the paragraph with
     * the link, and the link as that which a tap opens.
     */
    static byte[] of(UUID id, String title, String text, String publicAddress) {
        var link = link(text, publicAddress);
        var shown = text;
        if (link != null) {
            int paragraph = text.lastIndexOf("\n\n", text.indexOf(link));
            shown = paragraph > 0 ? text.substring(0, paragraph) : text.replace(link, "");
        }
        return fitting(topic(id), title, shown.strip(), link, Encryption.LONGEST);
    }

    /** For many: the same for all up to where each one's own follows. */
    static byte[] beginning(String title, String text, String publicAddress) {
        var whole =
                fitting(null, title, text.strip(), link(text, publicAddress), Encryption.LONGEST - ROOM_FOR_LEAVING);
        return Arrays.copyOf(whole, whole.length - 1);
    }

    /** What precedes each one's own way to leave; empty if there is none. */
    static byte[] leaving(String label, String address) {
        return address.isEmpty()
                ? new byte[0]
                : (",\"leaving\":" + JSON.writeValueAsString(label) + ",\"leave\":\"" + address)
                        .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * @param beginning from {@link #beginning}
     * @param leaving from {@link #leaving}
     * @param leave ASCII
     * @return null if it cannot be written
     */
    static byte @Nullable [] whole(byte[] beginning, String topic, byte[] leaving, byte[] leave) {
        for (byte each : leave) if (each <= ' ' || each == '"' || each == '\\') return null;
        if (leaving.length + leave.length > ROOM_FOR_LEAVING - 50) return null;
        var id = (",\"id\":\"" + topic + "\"").getBytes(StandardCharsets.US_ASCII);
        var room = ByteBuffer.allocate(beginning.length + id.length + leaving.length + leave.length + 2);
        room.put(beginning).put(id);
        if (leaving.length > 0) room.put(leaving).put(leave).put((byte) '"');
        room.put((byte) '}');
        return Arrays.copyOf(room.array(), room.position());
    }

    /** The same at every try, at most 32 letters of base64url (RFC 8030 section 5.4). */
    static String topic(UUID id) {
        return topic(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    static String topic(long high, long low) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        ByteBuffer.allocate(16).putLong(high).putLong(low).array());
    }

    private static byte[] fitting(@Nullable String topic, String title, String text, @Nullable String link, int most) {
        for (int letters = LONGEST_TEXT; ; letters = letters * 3 / 4) {
            var said = new LinkedHashMap<String, String>();
            said.put("title", shortened(title, LONGEST_TITLE));
            said.put("text", shortened(text, letters));
            if (link != null && link.length() <= 500) said.put("open", link);
            if (topic != null) said.put("id", topic);
            byte[] bytes = JSON.writeValueAsBytes(said);
            if (bytes.length <= most || letters == 0) return bytes;
        }
    }

    private static String shortened(String text, int most) {
        if (text.codePointCount(0, text.length()) <= most) return text;
        return text.substring(0, text.offsetByCodePoints(0, most)) + "…";
    }

    /** The first link to ourselves. Others are never opened by a tap on a notice. */
    private static @Nullable String link(String text, String publicAddress) {
        Matcher found = Pattern.compile(Pattern.quote(publicAddress) + "/\\S*").matcher(text);
        return found.find() ? found.group() : null;
    }
}
