package org.amparo.ground.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class JobsConfiguration {

    /** After a kill, what was half done goes on at once; with other processes about it waits for its lease to lapse. */
    @Bean
    SmartInitializingSingleton leftovers(Due due, @Value("${amparo.alone:false}") boolean alone) {
        return () -> {
            if (alone) due.freeAll();
        };
    }

    @Bean
    @ConditionalOnMissingBean
    Timekeeper timekeeper(JdbcClient jdbc) {
        Supplier<Instant> databaseTime = () -> jdbc.sql("select clock_timestamp()")
                .query((row, n) ->
                        row.getObject(1, java.time.OffsetDateTime.class).toInstant())
                .single();
        var timekeeper =
                new DatabaseTimekeeper(databaseTime, System::nanoTime, new ClockMarks(jdbc, ClockMarks.thisBoot()));
        timekeeper.resynchroniseEvery(Duration.ofSeconds(15));
        return timekeeper;
    }
}
