package org.amparo.front.home;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The organization that owns the bare address, if one does: only what it shows to everybody. */
@Repository
class FrontStep {
    private final JdbcClient jdbc;

    FrontStep(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Owner> owner() {
        return jdbc.sql("select name, hotline_name, hotline_phone from ground.organization where is_default")
                .query(Owner.class)
                .optional();
    }

    record Owner(
            String name,
            @Nullable String hotlineName,
            @Nullable String hotlinePhone) {}
}
