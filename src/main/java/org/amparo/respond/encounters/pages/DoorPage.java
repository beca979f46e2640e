package org.amparo.respond.encounters.pages;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that a door may show: nothing on it would harm if an officer read it.
 *
 * @param onCall who would be called now; empty when nobody
 * @param calls numbers to ring by hand, in order
 * @param live what happens now; null when nothing does
 */
public record DoorPage(
        UUID site,
        String siteName,
        String onCall,
        @Nullable Instant lastTestPage,
        List<Call> calls,
        @Nullable Live live,
        UUID newPress,
        @Nullable UUID toConfirm) {

    public record Call(String name, String phone) {
        /** As in a {@code tel:} link. */
        public String digits() {
            return phone.replaceAll("[^+0-9]", "");
        }
    }

    /**
     * @param state CALLING, ACCEPTED, EXHAUSTED or STOPPED
     * @param person who is being called or has accepted; empty otherwise
     * @param second who has answered as well, or is being called as the second, or empty
     * @param secondState CALLING, ANSWERED, MISSING, or empty where one is enough
     * @param called where the call stands, person by person
     * @param decision the reviewer's latest words; empty as long as there are none
     */
    public record Live(
            UUID encounter,
            String state,
            Instant pressedAt,
            String person,
            String phone,
            String next,
            @Nullable Instant until,
            @Nullable Instant answeredAt,
            String second,
            String secondState,
            List<Called> called,
            String decision,
            @Nullable Instant decidedAt,
            String decidedBy) {}

    public boolean calling() {
        return live != null && live.state().equals("CALLING");
    }

    public boolean answered() {
        return live != null && live.state().equals("ACCEPTED");
    }
}
