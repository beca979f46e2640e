package org.amparo.ground.postgres;

import java.io.IOException;

/** Our settings for PostgreSQL, written afresh before each start. */
final class Settings {
    private Settings() {}

    static void write(DataFolder folder, int port) throws IOException {
        folder.write(folder.pgdata().resolve("postgresql.conf"), SETTINGS.formatted(port));
        folder.write(folder.pgdata().resolve("pg_hba.conf"), WHO_MAY_CONNECT);
    }

    private static final String WHO_MAY_CONNECT = """
            # Written by Amparo before each start.
            host all all 127.0.0.1/32 scram-sha-256
            """;

    private static final String SETTINGS = """
            # Written by Amparo before each start.
            # Reached from this machine only, by password. No socket file: nothing to guard, and no limit on the path's length.
            listen_addresses = '127.0.0.1'
            port = %d
            unix_socket_directories = ''
            password_encryption = 'scram-sha-256'
            ssl = off
            allow_alter_system = off

            # What was committed stays, through power cuts too.
            fsync = on
            full_page_writes = on
            synchronous_commit = on

            # A small machine, shared with the JVM.
            max_connections = 100
            shared_buffers = '48MB'
            work_mem = '4MB'
            maintenance_work_mem = '32MB'
            effective_cache_size = '256MB'
            temp_buffers = '2MB'
            min_wal_size = '64MB'
            max_wal_size = '256MB'
            checkpoint_timeout = '15min'
            random_page_cost = 1.1
            jit = off
            huge_pages = off
            io_method = 'sync'
            max_worker_processes = 2
            max_parallel_workers = 0
            max_parallel_workers_per_gather = 0
            max_wal_senders = 0
            max_replication_slots = 0
            max_logical_replication_workers = 0
            autovacuum = on
            autovacuum_max_workers = 2
            autovacuum_worker_slots = 2
            tcp_keepalives_idle = 60

            # The log must never hold what people wrote. Errors of statements go to the program that sent them and not
            # to the log, since their text quotes values ("Key (email)=(...) already exists").
            log_destination = 'stderr'
            logging_collector = off
            log_min_messages = log
            log_min_error_statement = panic
            log_error_verbosity = terse
            log_parameter_max_length = 0
            log_parameter_max_length_on_error = 0
            log_statement = 'none'
            log_min_duration_statement = -1
            log_autovacuum_min_duration = -1
            log_checkpoints = off
            log_connections = ''
            log_disconnections = off
            log_line_prefix = '%%m [%%p] '
            log_timezone = 'UTC'

            timezone = 'UTC'
            datestyle = 'iso, ymd'
            lc_messages = 'C'
            default_text_search_config = 'pg_catalog.simple'
            cluster_name = 'amparo'
            """;
}
