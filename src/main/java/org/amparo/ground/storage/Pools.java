package org.amparo.ground.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

/** Pools of application connections. A lane owns its pool, so that nothing else can use up its connections. */
final class Pools {
    private Pools() {}

    public static HikariDataSource open(Database database, String name, int most) {
        var config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(database.url());
        config.setUsername(database.userOf(Account.APPLICATION));
        config.setPassword(database.credentialsOf(Account.APPLICATION).password());
        config.setMaximumPoolSize(most);
        config.setMinimumIdle(Math.min(2, most));
        config.setConnectionTimeout(5_000);
        if (most > 2) config.setIdleTimeout(60_000);
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("ApplicationName", "amparo " + name);
        config.addDataSourceProperty("socketTimeout", "30");
        config.addDataSourceProperty("connectTimeout", "5");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty(
                "logServerErrorDetail", "false"); // details quote values, and exceptions reach logs
        return new HikariDataSource(config);
    }
}
