package org.amparo.prepare.doors;

import java.time.ZoneId;
import java.util.Set;
import java.util.UUID;
import org.amparo.ground.access.Role;
import org.amparo.ground.access.Viewer;

/**
 * An enrolled tablet of one site: it may open and write an encounter there, nothing else.
 *
 * @param id the tablet's
 * @param name what the administrator called it
 * @param zone the site's
 */
public record DoorViewer(UUID id, UUID organization, String organizationName, String name, UUID site, ZoneId zone)
        implements Viewer {

    @Override
    public Set<Role> roles() {
        return Set.of(Role.DOOR, Role.ANYONE);
    }
}
