package org.amparo.ground.people;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.amparo.ground.access.Role;
import org.amparo.ground.access.ViewerSource;
import org.amparo.ground.keys.Sessions;
import org.amparo.ground.keys.SignedIn;
import org.amparo.ground.storage.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Recognises people by their session, and asks their membership at every request: who was removed a moment ago sees
 * nothing of the organization now.
 */
@Component
class PeopleViewers implements ViewerSource {
    private final Sessions sessions;
    private final Members members;
    private final JdbcClient jdbc;
    private final TransactionTemplate reading;

    PeopleViewers(Sessions sessions, Members members, JdbcClient jdbc, PlatformTransactionManager transactionManager) {
        this.sessions = sessions;
        this.members = members;
        this.jdbc = jdbc;
        this.reading = new TransactionTemplate(transactionManager);
        this.reading.setReadOnly(true);
    }

    private record Place(
            String name, Set<Role> roles, String organizationName, ZoneId zone, boolean example, boolean isDefault) {}

    private record Person(
            UUID id,
            UUID session,
            @Nullable UUID organization,
            String organizationName,
            String name,
            Set<Role> roles,
            @Nullable Instant provenAt,
            ZoneId zone,
            boolean example)
            implements SignedIn {}

    @Override
    public Optional<SignedIn> viewer(HttpServletRequest request) {
        if (request.getRequestURI().startsWith("/assets/")) return Optional.empty(); // the same for everybody
        return sessions.of(request).map(this::viewer);
    }

    private SignedIn viewer(Sessions.Session session) {
        var organization = session.organization() == null ? firstOf(session) : session.organization();
        var place = organization == null ? Optional.<Place>empty() : placeIn(organization, session.person());
        var roles = EnumSet.of(Role.ANYONE, Role.SIGNED_IN);
        place.ifPresent(p -> {
            roles.addAll(p.roles);
            if (p.isDefault && p.roles.contains(Role.ADMINISTRATOR)) roles.add(Role.HOST);
        });
        return new Person(
                session.person(),
                session.id(),
                place.isPresent() ? organization : null,
                place.map(Place::organizationName).orElse(""),
                place.map(Place::name).orElse(""),
                roles,
                session.provenAt(),
                place.map(Place::zone).orElse(ZoneId.of("UTC")),
                place.map(Place::example).orElse(false));
    }

    /** At the first page after signing in: the only one, or one of several. */
    private @Nullable UUID firstOf(Sessions.Session session) {
        for (var organization : members.organizationsOf(session.person()))
            if (placeIn(organization, session.person()).isPresent()) {
                sessions.moveTo(session.id(), organization);
                return organization;
            }
        return null;
    }

    private Optional<Place> placeIn(UUID organization, UUID person) {
        return Tenancy.as(
                organization,
                () -> java.util.Objects.requireNonNull(reading.execute(status -> jdbc.sql("""
                        select m.name, m.roles, o.name as organization_name, o.time_zone, o.is_example, o.is_default
                        from ground.membership m join ground.organization o on o.id = m.organization_id
                        where m.person_id = :person and m.left_at is null""")
                        .param("person", person)
                        .query((row, n) -> new Place(
                                row.getString("name"),
                                Members.roles((String[]) row.getArray("roles").getArray()),
                                row.getString("organization_name"),
                                ZoneId.of(row.getString("time_zone")),
                                row.getBoolean("is_example"),
                                row.getBoolean("is_default")))
                        .optional())));
    }
}
