package org.amparo.ground.audit;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.amparo.ground.jobs.Timekeeper;
import org.amparo.ground.secrets.Secrets;
import org.amparo.ground.storage.Account;
import org.amparo.ground.storage.Database;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The audit account's own connection: nothing else can use it up, and it waits for nothing else. */
@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

    /** The application's source is asked for only so that the tables are there before. */
    @Bean(initMethod = "start", destroyMethod = "close")
    Chainer chainer(
            DataSource applicationSource,
            Database database,
            Secrets secrets,
            @Value("${amparo.data}") Path data,
            Timekeeper timekeeper) {
        return new Chainer(
                database.as(Account.AUDIT), new CheckpointKey(secrets), new CheckpointFile(data), timekeeper, true);
    }

    @Bean
    AuditTrail auditTrail(
            Database database, Secrets secrets, @Value("${amparo.data}") Path data, Timekeeper timekeeper) {
        return new AuditTrail(database, secrets, data, timekeeper);
    }
}
