package org.amparo.ground.people;

import java.util.Set;
import java.util.UUID;
import org.amparo.ground.access.Role;
import org.amparo.ground.languages.Language;

/**
 * Somebody of the present organization.
 *
 * @param name as colleagues know them
 * @param roles of {@code STAFF}, {@code REVIEWER}, {@code ADMINISTRATOR}
 * @param language in which they used Amparo last
 */
public record Member(UUID person, String name, Set<Role> roles, Language language) {
    public boolean is(Role role) {
        return roles.contains(role);
    }
}
