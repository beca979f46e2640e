package org.amparo.ground.backup;

import com.google.crypto.tink.HybridEncrypt;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.amparo.ground.storage.Account;
import org.amparo.ground.storage.Database;
import org.postgresql.PGConnection;

/**
 * {@code backup FILE [--to RECIPIENT]} and {@code backup new-recipient FILE}. All tables as of one instant, the keys
 * of the data folder and the audit checkpoints, encrypted to a recipient whose private half is not here. The erasure
 * ledger stays out on purpose: it has to be newer than any backup.
 */
public final class BackupCommand {
    static final String USAGE = """
            To back up: ./amparo backup FILE [--to RECIPIENT]
            First make a recipient once: ./amparo backup new-recipient FILE""";

    private final Database database;
    private final Path data;
    private final Consumer<String> tell;

    private BackupCommand(Database database, Path data, Consumer<String> tell) {
        this.database = database;
        this.data = data;
        this.tell = tell;
    }

    /** @return 0 when it worked, 1 when it did not, 2 when the words made no sense; sentences go to the terminal */
    public static int run(String[] arguments, Database database, Path data) {
        return run(arguments, database, data, System.out::println, System.err::println);
    }

    static int run(String[] arguments, Database database, Path data, Consumer<String> tell, Consumer<String> complain) {
        try {
            var words = List.of(arguments);
            var command = new BackupCommand(database, data, tell);
            if (words.size() == 2 && words.getFirst().equals("new-recipient")) {
                command.newRecipient(Path.of(words.get(1)));
            } else if (words.size() == 1 && !words.getFirst().startsWith("-")) {
                command.backUp(Path.of(words.getFirst()), data.resolve("backup-recipient"));
            } else if (words.size() == 3 && words.get(1).equals("--to")) {
                command.backUp(Path.of(words.getFirst()), Path.of(words.get(2)));
            } else {
                complain.accept(USAGE);
                return 2;
            }
            return 0;
        } catch (CannotBackUp problem) {
            complain.accept(problem.getMessage() == null ? "It did not work." : problem.getMessage());
            return 1;
        }
    }

    private void newRecipient(Path file) throws CannotBackUp {
        var pair = Recipient.make();
        try {
            Files.writeString(file, pair.publicLine() + "\n", StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw new CannotBackUp(
                    "The file " + file + " exists already or cannot be written. Choose another name.", e);
        }
        tell.accept("This is the private key. Write it into a file and keep that away from this machine, twice.");
        tell.accept("Without it no backup can be opened, by anybody. Amparo does not keep it.");
        tell.accept(pair.privateLine());
        tell.accept("The public half is in " + file + ". Copy it to " + data.resolve("backup-recipient")
                + " to use it without --to.");
    }

    private void backUp(Path file, Path recipientFile) throws CannotBackUp {
        if (!Files.exists(recipientFile))
            throw new CannotBackUp("There is no recipient at " + recipientFile
                    + ". Make one with: ./amparo backup new-recipient FILE. Nothing was written.");
        var recipient = Recipient.publicHalf(recipientFile);
        if (Files.exists(file))
            throw new CannotBackUp("The file " + file + " exists already. Choose another name. Nothing was written.");
        var draft = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.deleteIfExists(draft);
            try (var channel = FileChannel.open(
                            draft,
                            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                    var out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 20)) {
                var rows = write(out, recipient, database, data, () -> channel.force(true));
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
                tell.accept("The backup is in " + file + ": " + rows + " rows, " + (Files.size(file) >> 10)
                        + " KB. Keep a copy of " + data.resolve("erasures") + " beside it, always the newest.");
            }
        } catch (IOException | SQLException e) {
            try {
                Files.deleteIfExists(draft);
            } catch (IOException stays) {
                tell.accept("The unfinished file " + draft + " could not be removed. Delete it.");
            }
            throw new CannotBackUp(
                    "The backup was not made: " + reason(e) + ". No file was left behind, and nothing was changed.", e);
        }
    }

    interface Forced {
        void toDisk() throws IOException;
    }

    /** @return how many rows */
    static long write(OutputStream out, HybridEncrypt recipient, Database database, Path data, Forced forced)
            throws IOException, SQLException, CannotBackUp {
        var folder = new DataFolderFiles(data);
        // Before the tables: no line of it is then ahead of what they hold.
        var checkpoints = folder.checkpoints();
        try (var connection = database.connect(Account.BACKUP)) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            var manifest = new Manifest(UUID.randomUUID(), now(connection), schema(connection));
            long rows = 0;
            try (var writer = new BackupFile.Writer(out, recipient)) {
                writer.text("manifest", manifest.text());
                for (var secret : folder.secrets().entrySet())
                    writer.text("secret:" + secret.getKey(), secret.getValue());
                if (checkpoints.isPresent()) writer.text("checkpoints", checkpoints.get());
                var counts = new TreeMap<String, Long>();
                for (var table : Tables.inOrder(connection).entrySet()) {
                    var columns = columnList(table.getValue());
                    var copy = connection.unwrap(PGConnection.class).getCopyAPI();
                    writer.section(
                            "table:" + table.getKey() + " " + columns,
                            to -> counts.put(
                                    table.getKey(),
                                    copy.copyOut(
                                            "copy " + quoted(table.getKey()) + " (" + columns + ") to stdout", to)));
                }
                var end = new StringBuilder();
                for (var count : counts.entrySet()) {
                    end.append(count.getKey())
                            .append(' ')
                            .append(count.getValue())
                            .append('\n');
                    rows += count.getValue();
                }
                writer.text(BackupFile.END, end.toString());
            }
            out.flush();
            forced.toDisk();
            connection.rollback();
            note(connection, "backup.made", manifest.id());
            connection.commit();
            return rows;
        }
    }

    /** An act of the installation: in no organization. */
    static void note(Connection connection, String act, UUID backup) throws SQLException {
        try (var insert = connection.prepareStatement("""
                insert into ground.audit_entry (organization_id, id, at, actor, act, subject_kind, subject)
                values (null, gen_random_uuid(), clock_timestamp(), ?, ?, 'backup', ?)""")) {
            insert.setObject(1, org.amparo.ground.audit.Audit.PROGRAM);
            insert.setString(2, act);
            insert.setObject(3, backup);
            insert.executeUpdate();
        }
    }

    static String columnList(List<String> columns) {
        return columns.stream().map(c -> '"' + c + '"').collect(java.util.stream.Collectors.joining(", "));
    }

    static String quoted(String table) {
        return '"' + table.replace(".", "\".\"") + '"';
    }

    static String reason(Exception e) {
        if (e instanceof SQLException sql) {
            if ("42501".equals(sql.getSQLState()))
                return "the backup account may not do this (" + sql.getMessage() + ")";
            if ("53100".equals(sql.getSQLState())) return "the disk of the database is full";
            return "the database said: " + sql.getMessage();
        }
        if (e.getMessage() != null && e.getMessage().contains("No space left")) return "the disk is full";
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static Instant now(Connection connection) throws SQLException {
        try (var row = connection.createStatement().executeQuery("select now()")) {
            row.next();
            return row.getObject(1, OffsetDateTime.class).toInstant();
        }
    }

    private static String schema(Connection connection) throws SQLException {
        try (var row = connection.createStatement().executeQuery("""
                select version from ground.migration where success and version is not null
                order by installed_rank desc limit 1""")) {
            if (!row.next()) throw new SQLException("There are no tables yet");
            return row.getString(1);
        }
    }
}
