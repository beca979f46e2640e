package org.amparo.ground.storage;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Where the database is and how each account signs in. Passwords live in the data folder or the environment, never in
 * the database in clear.
 *
 * @param url a JDBC address without credentials, for example {@code jdbc:postgresql://127.0.0.1:54321/amparo}
 */
public record Database(String url, Map<Account, Credentials> credentials) {

    public record Credentials(String user, String password) {
        @Override
        public String toString() {
            return "Credentials[" + user + "]";
        }
    }

    /** The oldest server that enforces all that the walls rely on. */
    static final int LOWEST_VERSION = 17;

    public String userOf(Account account) {
        return credentialsOf(account).user();
    }

    public Credentials credentialsOf(Account account) {
        var found = credentials.get(account);
        if (found == null) throw new IllegalStateException("No credentials for the " + account + " account");
        return found;
    }

    /** A plain, unpooled source: one new connection per call, for rare work. */
    public DataSource as(Account account) {
        var source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(credentialsOf(account).user());
        source.setPassword(credentialsOf(account).password());
        source.setApplicationName("amparo " + account.name().toLowerCase(java.util.Locale.ROOT));
        return source;
    }

    /** Opens one connection, for checks before there is a pool. */
    public Connection connect(Account account) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", credentialsOf(account).user());
        properties.setProperty("password", credentialsOf(account).password());
        properties.setProperty("connectTimeout", "10");
        return DriverManager.getConnection(url, properties);
    }
}
