package org.amparo.prepare.doors;

import java.util.UUID;
import org.springframework.stereotype.Component;

/** Tablets for tests of other modules, let in as the program lets them in; in the present organization. */
@Component
public class SampleDoors {
    public static final String COOKIE = DoorRecognition.COOKIE;
    private final Doors doors;

    SampleDoors(Doors doors) {
        this.doors = doors;
    }

    /** A tablet, and the value of its cookie. */
    public record Tablet(UUID id, UUID site, String cookie) {}

    public Tablet enrol(UUID site) {
        var enrolled = doors.enrol(site, "Front desk", UUID.randomUUID());
        return new Tablet(enrolled.id(), enrolled.site(), enrolled.token());
    }

    public void sendAway(Tablet tablet) {
        doors.revoke(tablet.site(), tablet.id(), UUID.randomUUID());
    }
}
