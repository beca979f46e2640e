package org.amparo.prepare.doors;

import java.util.UUID;
import org.amparo.ground.storage.Tenancy;
import org.amparo.testing.TestMembers;
import org.springframework.stereotype.Component;

/** Tablets for tests of other modules, let in as the program lets them in; in the present organization. */
@Component
public class SampleDoors {
    public static final String COOKIE = DoorRecognition.COOKIE;
    private final Doors doors;
    private final TestMembers members;

    SampleDoors(Doors doors, TestMembers members) {
        this.doors = doors;
        this.members = members;
    }

    /** A tablet, and the value of its cookie. */
    public record Tablet(UUID id, UUID site, String cookie) {}

    public Tablet enrol(UUID site) {
        var enrolled = doors.enrol(site, "Front desk", somebody());
        return new Tablet(enrolled.id(), enrolled.site(), enrolled.token());
    }

    public void sendAway(Tablet tablet) {
        doors.revoke(tablet.site(), tablet.id(), somebody());
    }

    private UUID somebody() {
        return members.add(Tenancy.required(), "Office");
    }
}
