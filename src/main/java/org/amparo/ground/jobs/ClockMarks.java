package org.amparo.ground.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The clock's memory in the database: one row for each start of a machine. */
final class ClockMarks implements ClockMemory {
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private final JdbcClient jdbc;
    private final String boot;

    ClockMarks(JdbcClient jdbc, String boot) {
        this.jdbc = jdbc;
        this.boot = boot;
    }

    /** What is new at each start of this machine; where the machine does not say, new at each start of the program. */
    static String thisBoot() {
        try {
            return Files.readString(BOOT).strip();
        } catch (IOException e) {
            return UUID.randomUUID().toString();
        }
    }

    @Override
    public Optional<Mark> sinceThisBoot() {
        return jdbc.sql("select at, nanos, owed_us from ground.clock where boot = :boot")
                .param("boot", boot)
                .query((row, n) -> mark(row))
                .optional();
    }

    @Override
    public Optional<Mark> latest() {
        return jdbc.sql("select at, nanos, owed_us from ground.clock order by at desc limit 1")
                .query((row, n) -> mark(row))
                .optional();
    }

    @Override
    public void keep(Mark mark) {
        jdbc.sql("""
                insert into ground.clock (boot, at, nanos, owed_us) values (:boot, :at, :nanos, :owed)
                on conflict (boot) do update set at = excluded.at, nanos = excluded.nanos, owed_us = excluded.owed_us""")
                .param("boot", boot)
                .param("at", mark.time().atOffset(ZoneOffset.UTC))
                .param("nanos", mark.nanos())
                .param("owed", mark.owed().toNanos() / 1_000)
                .update();
        jdbc.sql("delete from ground.clock where boot <> :boot and at < :old")
                .param("boot", boot)
                .param("old", mark.time().minus(Duration.ofDays(7)).atOffset(ZoneOffset.UTC))
                .update();
    }

    @Override
    public boolean nothingWaits() {
        return !jdbc.sql("select exists (select 1 from ground.due)")
                .query(Boolean.class)
                .single();
    }

    private static Mark mark(ResultSet row) throws SQLException {
        return new Mark(
                row.getObject(1, OffsetDateTime.class).toInstant(),
                row.getLong(2),
                Duration.ofNanos(row.getLong(3) * 1_000));
    }
}
