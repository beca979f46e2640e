package org.amparo.ground.storage;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

/**
 * The application's connections. Work of a lane goes through connections that belong to that lane alone, so that nothing
 * else can use them up: a page never waits for the web (design.md section 4).
 */
public final class Connections extends AbstractRoutingDataSource implements AutoCloseable {
    private static final ThreadLocal<@Nullable String> LANE = new ThreadLocal<>();

    private final Database database;
    private final HikariDataSource everybody;
    private final Map<String, HikariDataSource> lanes = new ConcurrentHashMap<>();

    Connections(Database database, int most) {
        this.database = database;
        this.everybody = Pools.open(database, "web", most);
        setTargetDataSources(Map.of());
        setDefaultTargetDataSource(everybody);
        afterPropertiesSet();
    }

    /** Opens the connections of a lane. Done once, before {@link #through}. */
    public void own(String lane, int most) {
        lanes.computeIfAbsent(lane, name -> Pools.open(database, name, most));
    }

    /** All database work inside goes through the lane's own connections. */
    public static <T extends @Nullable Object> T through(String lane, Supplier<T> work) {
        var before = LANE.get();
        LANE.set(lane);
        try {
            return work.get();
        } finally {
            if (before == null) LANE.remove();
            else LANE.set(before);
        }
    }

    @Override
    protected DataSource determineTargetDataSource() {
        var lane = LANE.get();
        if (lane == null) return everybody;
        var own = lanes.get(lane);
        if (own == null) throw new IllegalStateException("The " + lane + " lane has no connections of its own");
        return own;
    }

    @Override
    protected @Nullable Object determineCurrentLookupKey() {
        return LANE.get();
    }

    @Override
    public void close() {
        lanes.values().forEach(HikariDataSource::close);
        everybody.close();
    }
}
