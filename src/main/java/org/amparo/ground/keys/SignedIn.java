package org.amparo.ground.keys;

import java.util.UUID;
import org.amparo.ground.access.Viewer;

/** A viewer with a session. Only for handlers that {@code Role.SIGNED_IN} or a member's role guards. */
public interface SignedIn extends Viewer {
    /** The id of the session, not its token. */
    UUID session();
}
