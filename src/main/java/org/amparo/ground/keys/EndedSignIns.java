package org.amparo.ground.keys;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.amparo.ground.jobs.Timekeeper;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes away, every night, what lets nobody in any more: sessions that ended, ran out or were not seen for long, recovery
 * codes that were used, challenges that nobody answered. These tables belong to persons and to no organization, so the
 * purge of organizations does not come by; nor does a legal hold, which is an organization's. The audit trail keeps that
 * somebody signed in and out.
 */
@Component
class EndedSignIns {
    private final JdbcClient jdbc;
    private final Timekeeper timekeeper;

    EndedSignIns(JdbcClient jdbc, Timekeeper timekeeper) {
        this.jdbc = jdbc;
        this.timekeeper = timekeeper;
    }

    /** @return how many rows went */
    @Transactional
    public int clear() {
        var now = timekeeper.now().atOffset(ZoneOffset.UTC);
        return jdbc.sql("""
                        delete from ground.session
                        where revoked_at is not null or started_at <= :since or last_seen < :seen""")
                        .param("since", now.minus(Sessions.LASTS))
                        .param("seen", LocalDate.from(now).minusDays(Sessions.DAYS_UNSEEN))
                        .update()
                + jdbc.sql("delete from ground.recovery_code where used_at is not null")
                        .update()
                + jdbc.sql("delete from ground.passkey_challenge where expires_at <= :now")
                        .param("now", now)
                        .update();
    }

    @Configuration(proxyBeanMethods = false)
    static class EveryNight {
        /** Ten minutes after the purge, in the middle of the night from Maine to Hawaii. */
        @Bean
        RecurringTask<Void> clearEndedSignIns(EndedSignIns ended) {
            return Tasks.recurring("ended-sign-ins", Schedules.daily(ZoneOffset.UTC, LocalTime.of(8, 40)))
                    .execute((instance, context) -> ended.clear());
        }
    }
}
