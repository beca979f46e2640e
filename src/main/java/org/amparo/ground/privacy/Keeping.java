package org.amparo.ground.privacy;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.amparo.ground.sealing.Erasures;
import org.amparo.ground.storage.Tenancy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** When the purge runs: every night, and after a restore before anything else does. */
@Configuration(proxyBeanMethods = false)
class Keeping {
    private static final Logger log = LoggerFactory.getLogger(Keeping.class);

    /** 08:30 UTC is the middle of the night from Maine to Hawaii. */
    @Bean
    RecurringTask<Void> nightlyPurge(PurgeJob purge, Erasures erasures) {
        return Tasks.recurring("purge", Schedules.daily(ZoneOffset.UTC, LocalTime.of(8, 30)))
                .execute((instance, context) -> {
                    erasures.catchUp();
                    purge.run();
                });
    }

    @Bean
    SmartLifecycle beforeAnybodyComes(
            PurgeJob purge,
            Erasures erasures,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            ApplicationEventPublisher events,
            @Value("${amparo.data}") Path data) {
        return new SmartLifecycle() {
            private volatile boolean running;

            @Override
            public void start() {
                erasures.catchUp();
                if (PurgeFirst.marked(data)) {
                    log.info("Purging after a restore, before anybody is let in");
                    purge.run();
                    for (var organization : jdbc.sql("select id from ground.organization")
                            .query(UUID.class)
                            .list())
                        Tenancy.as(
                                organization,
                                () -> transactions.executeWithoutResult(
                                        s -> events.publishEvent(new PurgeFirst.Restored())));
                    PurgeFirst.unmark(data);
                }
                running = true;
            }

            @Override
            public void stop() {
                running = false;
            }

            @Override
            public boolean isRunning() {
                return running;
            }

            @Override
            public int getPhase() {
                return Integer.MIN_VALUE; // before the web server and every lane
            }
        };
    }
}
