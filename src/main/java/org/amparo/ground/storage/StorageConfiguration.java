package org.amparo.ground.storage;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** The application's own pool. Lanes that must not wait for it open theirs with {@link Pools#open}. */
@Configuration(proxyBeanMethods = false)
class StorageConfiguration {

    @Bean
    @Primary
    HikariDataSource applicationSource(Database database) {
        Migrations.bring(database);
        return Pools.open(database, "application", 10);
    }

    @Bean
    @Primary
    TenantTransactions transactionManager(DataSource applicationSource) {
        return new TenantTransactions(applicationSource);
    }
}
