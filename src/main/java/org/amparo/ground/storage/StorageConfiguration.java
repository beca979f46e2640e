package org.amparo.ground.storage;

import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** The application's connections and transactions. */
@Configuration(proxyBeanMethods = false)
class StorageConfiguration {

    @Bean
    @Primary
    Connections applicationSource(Database database) {
        Migrations.bring(database);
        return new Connections(database, 10);
    }

    @Bean
    @Primary
    TenantTransactions transactionManager(DataSource applicationSource) {
        return new TenantTransactions(applicationSource);
    }
}
