package org.amparo.ground.web;

import org.amparo.ground.access.Allowed;
import org.amparo.ground.access.Role;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.dao.DataAccessException;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** For whoever watches from outside. */
@Controller
class Health {
    private final ApplicationAvailability availability;
    private final JdbcClient jdbc;

    Health(ApplicationAvailability availability, JdbcClient jdbc) {
        this.availability = availability;
        this.jdbc = jdbc;
    }

    @GetMapping("/health/live")
    @Allowed(Role.ANYONE)
    ResponseEntity<String> live() {
        return ResponseEntity.ok("live\n");
    }

    /** Ready means: this process is up and its database answers. */
    @GetMapping("/health/ready")
    @Allowed(Role.ANYONE)
    ResponseEntity<String> ready() {
        try {
            if (availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC
                    && jdbc.sql("select 1").query(Integer.class).single() == 1) return ResponseEntity.ok("ready\n");
        } catch (DataAccessException e) {
            return ResponseEntity.status(503).body("no database\n");
        }
        return ResponseEntity.status(503).body("starting\n");
    }
}
