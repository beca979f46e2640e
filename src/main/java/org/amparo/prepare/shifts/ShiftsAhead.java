package org.amparo.prepare.shifts;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.util.List;
import java.util.UUID;
import org.amparo.ground.privacy.RecordClass;
import org.amparo.ground.privacy.Retained;
import org.amparo.ground.storage.Tenancy;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** When shifts are looked for: every ten minutes, one organization after the other; what goes wrong in one stays there. */
@Configuration(proxyBeanMethods = false)
class ShiftsAhead {

    @Bean
    RecurringTask<Void> tellOfShifts(ShiftSummaries summaries, JdbcClient jdbc) {
        return Tasks.recurring("shift-summaries", FixedDelay.ofMinutes(10)).execute((instance, context) -> {
            for (var organization : jdbc.sql("select id from ground.organization")
                    .query(UUID.class)
                    .list()) {
                try {
                    Tenancy.as(organization, summaries::tell);
                } catch (RuntimeException e) {
                    LoggerFactory.getLogger(ShiftsAhead.class)
                            .warn(
                                    "No shifts were told of in {}: {}",
                                    organization,
                                    e.getClass().getSimpleName());
                }
            }
        });
    }

    /** That somebody was told of a shift. */
    @Bean
    Retained shiftSummariesRetained() {
        return () -> List.of(RecordClass.deleted(
                        "shift-summaries",
                        "prepare.shift_summary",
                        "shift_from",
                        java.time.Period.ZERO,
                        java.time.Period.ofDays(30))
                .about("schedule_id", "person_id"));
    }
}
