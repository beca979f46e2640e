package org.amparo.ground.backup;

import com.google.crypto.tink.HybridDecrypt;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.amparo.ground.privacy.PurgeFirst;
import org.amparo.ground.sealing.ErasureLedger;
import org.amparo.ground.storage.Account;
import org.amparo.ground.storage.Database;
import org.amparo.ground.storage.Migrations;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * {@code restore FILE --key PRIVATE [--ledger FILE | --without-ledger]}: into an empty folder and database only. The
 * whole file is read and checked before anything is touched; then all rows come in one transaction, what the ledger
 * names is erased in it, and the next start purges before it lets anybody in.
 */
public final class RestoreCommand {
    static final String USAGE =
            "To restore: ./amparo restore FILE --key PRIVATE_KEY_FILE [--ledger FILE | --without-ledger]";

    private final Database database;
    private final Path data;
    private final Consumer<String> tell;

    private RestoreCommand(Database database, Path data, Consumer<String> tell) {
        this.database = database;
        this.data = data;
        this.tell = tell;
    }

    /** @return 0 when it worked, 1 when it did not, 2 when the words made no sense; sentences go to the terminal */
    public static int run(String[] arguments, Database database, Path data) {
        return run(arguments, database, data, System.out::println, System.err::println);
    }

    static int run(String[] arguments, Database database, Path data, Consumer<String> tell, Consumer<String> complain) {
        @Nullable Path file = null;
        @Nullable Path key = null;
        @Nullable Path ledger = null;
        boolean without = false;
        for (int i = 0; i < arguments.length; i++) {
            var last = i + 1 == arguments.length;
            if (arguments[i].equals("--key") && !last) key = Path.of(arguments[++i]);
            else if (arguments[i].equals("--ledger") && !last) ledger = Path.of(arguments[++i]);
            else if (arguments[i].equals("--without-ledger")) without = true;
            else if (!arguments[i].startsWith("-") && file == null) file = Path.of(arguments[i]);
            else file = Path.of("");
        }
        if (file == null || file.toString().isEmpty() || key == null || (ledger != null && without)) {
            complain.accept(USAGE);
            return 2;
        }
        try {
            new RestoreCommand(database, data, tell).restore(file, Recipient.privateHalf(key), ledger, without);
            return 0;
        } catch (CannotBackUp problem) {
            complain.accept(problem.getMessage() == null ? "It did not work." : problem.getMessage());
            return 1;
        }
    }

    private record Checked(Manifest manifest, Map<String, Long> counts) {}

    private void restore(Path file, HybridDecrypt key, @Nullable Path ledgerFile, boolean without) throws CannotBackUp {
        var erased = erased(ledgerFile, without);
        var checked = check(file, key);
        var folder = new DataFolderFiles(data);
        try {
            fits(checked.manifest());
            Migrations.bring(database, checked.manifest().schema());
            long gone;
            try (var connection = database.connect(Account.BACKUP)) {
                connection.setAutoCommit(false);
                try {
                    fill(connection, file, key, checked, folder);
                    gone = eraseAgain(connection, erased);
                    BackupCommand.note(
                            connection, "backup.restored", checked.manifest().id());
                    PurgeFirst.mark(data);
                    connection.commit();
                } catch (IOException | SQLException | CannotBackUp | RuntimeException e) {
                    connection.rollback();
                    PurgeFirst.unmark(data);
                    folder.undo();
                    throw e;
                }
                countOn(connection);
            }
            if (!erased.isEmpty()) ErasureLedger.in(data).add(erased);
            Migrations.bring(database);
            long rows = checked.counts().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            tell.accept("Restored " + rows + " rows as of " + checked.manifest().madeAt() + ". " + gone
                    + " of them were erased again. The next start purges what is past its time, then opens.");
        } catch (IOException | SQLException | RuntimeException e) {
            throw new CannotBackUp(
                    "The backup was not restored: " + BackupCommand.reason(e)
                            + ". Nothing half-restored is left; the backup file is as it was.",
                    e);
        }
    }

    private List<ErasureLedger.Erased> erased(@Nullable Path file, boolean without) throws CannotBackUp {
        var ledger = file == null ? ErasureLedger.in(data) : new ErasureLedger(file);
        if (without && !ledger.exists()) return List.of();
        if (!ledger.exists())
            throw new CannotBackUp("There is no erasure ledger"
                    + (file == null ? " in " + data.resolve("erasures") : " at " + file)
                    + ". Without it, what people asked to erase after the backup comes back. Give it with --ledger FILE,"
                    + " or say --without-ledger if it is lost. Nothing was changed.");
        try {
            return ledger.read();
        } catch (IOException e) {
            throw new CannotBackUp(BackupCommand.reason(e) + ". Nothing was changed.", e);
        }
    }

    /** Reads all of it: keys, seals, sections, numbers. */
    private static Checked check(Path file, HybridDecrypt key) throws CannotBackUp {
        try (var in = new BufferedInputStream(Files.newInputStream(file), 1 << 20);
                var reader = new BackupFile.Reader(in, key)) {
            if (!reader.next().equals("manifest")) throw new IOException("The manifest is missing");
            var manifest = Manifest.read(reader.text());
            for (var name = reader.next(); !name.equals(BackupFile.END); name = reader.next()) {
                // next() reads over the content, and with it checks the seal
            }
            var counts = new TreeMap<String, Long>();
            for (var line : reader.text().lines().toList()) {
                var space = line.indexOf(' ');
                counts.put(line.substring(0, space), Long.valueOf(line.substring(space + 1)));
            }
            reader.finish();
            return new Checked(manifest, counts);
        } catch (IOException | RuntimeException e) {
            throw new CannotBackUp(
                    Files.isReadable(file)
                            ? "This backup is damaged or was cut off: it does not read to its end. Nothing was changed. Use an older one."
                            : "The file " + file + " cannot be read. Nothing was changed.",
                    e);
        }
    }

    private void fits(Manifest manifest) throws SQLException, CannotBackUp {
        var theirs = MigrationVersion.fromVersion(manifest.schema());
        if (theirs.compareTo(MigrationVersion.fromVersion(Migrations.newest(database))) > 0)
            throw new CannotBackUp(
                    "This backup was made by a newer Amparo. Restore it with that version or a later one. Nothing was changed.");
        try (var owner = database.connect(Account.OWNER);
                var present =
                        owner.createStatement().executeQuery("select to_regclass('ground.migration') is not null")) {
            present.next();
            if (!present.getBoolean(1)) return;
        }
        try (var connection = database.connect(Account.BACKUP)) {
            for (var table : Tables.inOrder(connection).keySet()) {
                try (var row = connection
                        .createStatement()
                        .executeQuery("select exists (select from " + BackupCommand.quoted(table) + ")")) {
                    row.next();
                    if (row.getBoolean(1))
                        throw new CannotBackUp(
                                "This database is not empty: there are rows in " + table
                                        + ". Restore into an empty folder: ./amparo restore … --data NEW_FOLDER. Nothing was changed.");
                }
            }
            try (var row = connection
                    .createStatement()
                    .executeQuery(
                            "select version from ground.migration where success and version is not null order by installed_rank desc limit 1")) {
                if (row.next() && theirs.compareTo(MigrationVersion.fromVersion(row.getString(1))) < 0)
                    throw new CannotBackUp(
                            "The tables of this database are newer than the backup. Restore into an empty folder. Nothing was changed.");
            }
        }
    }

    private static void fill(
            Connection connection, Path file, HybridDecrypt key, Checked checked, DataFolderFiles folder)
            throws IOException, SQLException, CannotBackUp {
        var copy = connection.unwrap(PGConnection.class).getCopyAPI();
        try (var in = new BufferedInputStream(Files.newInputStream(file), 1 << 20);
                var reader = new BackupFile.Reader(in, key)) {
            for (var name = reader.next(); !name.equals(BackupFile.END); name = reader.next()) {
                if (name.startsWith("secret:") && DataFolderFiles.isCarried(name.substring(7))) {
                    folder.place(folder.secretFile(name.substring(7)), reader.text());
                } else if (name.equals("checkpoints")) {
                    folder.place(folder.checkpointFile(), reader.text());
                } else if (name.startsWith("table:")) {
                    var space = name.indexOf(' ');
                    var table = name.substring(6, space);
                    long rows = copy.copyIn(
                            "copy " + BackupCommand.quoted(table) + " (" + name.substring(space + 1) + ") from stdin",
                            reader.content());
                    if (rows != checked.counts().getOrDefault(table, -1L))
                        throw new IOException(table + " has another number of rows than it should");
                }
            }
        }
    }

    /** A table that is not in this backup yet has nothing to erase. */
    private static long eraseAgain(Connection connection, List<ErasureLedger.Erased> erased) throws SQLException {
        long gone = 0;
        for (var each : erased) {
            try (var known = connection.prepareStatement("""
                    select exists (select from information_schema.columns
                        where table_schema || '.' || table_name = ? and column_name = ?)""")) {
                known.setString(1, each.table());
                known.setString(2, each.column());
                try (var row = known.executeQuery()) {
                    row.next();
                    if (!row.getBoolean(1)) continue;
                }
            }
            try (var delete = connection.prepareStatement("delete from " + BackupCommand.quoted(each.table())
                    + " where organization_id = ? and \"" + each.column() + "\" = ?")) {
                delete.setObject(1, each.organization());
                delete.setObject(2, each.subject());
                gone += delete.executeUpdate();
            }
        }
        return gone;
    }

    /** Sequences go on after the highest number that is there. */
    private void countOn(Connection connection) throws SQLException {
        var highest = new LinkedHashMap<String, Long>();
        for (var each : Tables.sequences(connection).entrySet()) {
            var dot = each.getKey().lastIndexOf('.');
            try (var row = connection
                    .createStatement()
                    .executeQuery("select max(\"" + each.getKey().substring(dot + 1) + "\") from "
                            + BackupCommand.quoted(each.getKey().substring(0, dot)))) {
                row.next();
                if (row.getLong(1) > 0) highest.put(each.getValue(), row.getLong(1));
            }
        }
        connection.rollback();
        try (var owner = database.connect(Account.OWNER);
                var set = owner.prepareStatement("select setval(?::regclass, ?)")) {
            for (var each : highest.entrySet()) {
                set.setString(1, each.getKey());
                set.setLong(2, each.getValue());
                set.execute();
            }
        }
    }
}
