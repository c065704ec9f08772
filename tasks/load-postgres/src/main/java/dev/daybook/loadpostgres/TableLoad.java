package dev.daybook.loadpostgres;

import dev.daybook.lake.ColumnDefinition;
import dev.daybook.lake.ContentHash;
import dev.daybook.lake.Manifest;
import dev.daybook.lake.PartReader;
import dev.daybook.lake.TableDefinition;
import dev.daybook.lake.column.Batch;
import dev.daybook.postgres.Identifier;
import dev.daybook.postgres.copy.CopyBinaryEncoder;
import dev.daybook.postgres.copy.CopyEncoder;
import dev.daybook.postgres.copy.CopySink;
import dev.daybook.postgres.copy.CopyTextEncoder;
import dev.daybook.task.Progress;
import dev.daybook.task.StepFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Loads tables into the schema that is built, each in one transaction, because COPY with FREEZE needs the table to be
 * made in its own: the table, its rows, its keys, checks and indexes, comments, statistics. Safe for use by many threads.
 *
 * @param schema the schema that is built
 * @param names which keys and indexes keep their names
 * @param collations the collations that the warehouse has, qualified and quoted
 * @param serverVersion of the warehouse, as {@code server_version_num} has it
 * @param leftOut gets what the warehouse does not take
 * @param progress is told the rows
 */
record TableLoad(
        String schema,
        RelationNames names,
        Set<String> collations,
        int serverVersion,
        LeftOut leftOut,
        Progress progress) {

    /**
     * Loads a table and commits.
     *
     * @throws StepFailure.BadData when its files or its rows are not what the manifest says, or the warehouse refuses one
     */
    void load(Connection connection, LoadTable table) throws SQLException {
        TableDdl ddl = new TableDdl(schema, table, names);
        String doing = "CREATE TABLE";
        connection.setAutoCommit(false);
        try (Progress.Task task = progress.start(
                table.definition().dataset(), table.dataset().content().rows())) {
            Sql.execute(connection, ddl.create(collations));
            doing = "COPY";
            copy(connection, ddl, task);
            addKeys(connection, ddl);
            doing = "its comments and statistics";
            for (String comment : ddl.comments()) {
                Sql.execute(connection, comment);
            }
            addWhatIsPossible(connection, ddl);
            Sql.execute(connection, "ANALYZE " + ddl.name());
            connection.commit();
            task.done();
        } catch (SQLException e) {
            throw LoadFailure.of(e, table, doing);
        }
    }

    private void copy(Connection connection, TableDdl ddl, Progress.Task task) throws SQLException {
        LoadTable table = ddl.table();
        if (table.definition().columns().isEmpty()) {
            Sql.execute(
                    connection,
                    "INSERT INTO " + ddl.name() + " SELECT FROM generate_series(1, "
                            + table.dataset().content().rows() + ")");
            return;
        }
        CopyEncoder encoder = table.isBinary()
                ? new CopyBinaryEncoder(table.definition(), elementOids(connection, ddl)::get)
                : new CopyTextEncoder(table.definition());
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(ddl.copy());
        try {
            CopySink<SQLException> sink = copy::writeToCopy;
            Batch batch = new Batch(table.definition());
            for (Manifest.DataFile file : table.dataset().files()) {
                copyFile(table, file, batch, encoder, sink, task);
            }
            encoder.finish(sink);
            long taken = copy.endCopy();
            requireSame(table, encoder.content(), taken);
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static void copyFile(
            LoadTable table,
            Manifest.DataFile file,
            Batch batch,
            CopyEncoder encoder,
            CopySink<SQLException> sink,
            Progress.Task task)
            throws SQLException {
        long bytesPerRow = file.rows() == 0 ? 0 : file.bytes() / file.rows();
        try (PartReader reader = table.extract().open(table.dataset(), file)) {
            while (reader.read(batch)) {
                encoder.encode(batch, sink);
                task.advance(batch.rows(), batch.rows() * bytesPerRow);
            }
        }
    }

    /** The OIDs that array columns of the new table have for their elements; COPY BINARY names them in each array. */
    private static Map<ColumnDefinition, Integer> elementOids(Connection connection, TableDdl ddl) throws SQLException {
        Map<String, Integer> byName = new HashMap<>();
        String query = """
                WITH RECURSIVE column_type (name, oid) AS (
                    SELECT attname, atttypid FROM pg_attribute
                    WHERE attrelid = ?::regclass AND attnum > 0 AND NOT attisdropped
                    UNION ALL
                    SELECT c.name, t.typbasetype FROM column_type c JOIN pg_type t ON t.oid = c.oid
                    WHERE t.typtype = 'd')
                SELECT c.name, t.typelem::bigint FROM column_type c JOIN pg_type t ON t.oid = c.oid
                WHERE t.typelem <> 0 AND t.typcategory = 'A'""";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, ddl.name());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    byName.put(rows.getString(1), (int) rows.getLong(2));
                }
            }
        }
        Map<ColumnDefinition, Integer> oids = new HashMap<>();
        for (ColumnDefinition column : ddl.table().definition().columns()) {
            oids.put(column, byName.getOrDefault(column.name(), 0));
        }
        return oids;
    }

    private static void requireSame(LoadTable table, ContentHash read, long taken) {
        ContentHash published = table.dataset().content();
        if (!read.equals(published) || taken != published.rows()) {
            throw new StepFailure.BadData(table.place() + ": the manifest has " + published.rows()
                    + " rows with content hash " + published.toHex() + ", its files gave " + read.rows()
                    + " rows with content hash " + read.toHex() + ", the warehouse took " + taken
                    + " rows; nothing was changed; extract the period again");
        }
    }

    private void addKeys(Connection connection, TableDdl ddl) throws SQLException {
        TableDefinition table = ddl.table().definition();
        if (table.primaryKey().isPresent()) {
            TableDefinition.Key key = table.primaryKey().get();
            addKey(connection, ddl, "the primary key " + TableDdl.columns(key.columns()), ddl.primaryKey(key));
        }
        for (TableDefinition.Key key : table.uniqueKeys()) {
            addKey(connection, ddl, "the key " + TableDdl.columns(key.columns()), ddl.uniqueKey(key, serverVersion));
            if (key.nullsNotDistinct() && serverVersion < TableDdl.NULLS_NOT_DISTINCT) {
                leftOut.add(
                        table.target(), "NULLS NOT DISTINCT of key " + key.name() + ": the warehouse is older than 15");
            }
        }
    }

    private static void addKey(Connection connection, TableDdl ddl, String doing, String sql) throws SQLException {
        try {
            Sql.execute(connection, sql);
        } catch (SQLException e) {
            throw LoadFailure.of(e, ddl.table(), doing);
        }
    }

    private void addWhatIsPossible(Connection connection, TableDdl ddl) throws SQLException {
        TableDefinition table = ddl.table().definition();
        for (ColumnDefinition column : table.columns()) {
            column.collation()
                    .filter(collation -> !collations.contains(collation))
                    .ifPresent(collation -> leftOut.add(
                            table.target(),
                            "collation " + collation + " of column " + column.name()
                                    + ": the warehouse has none of that name"));
        }
        for (TableDefinition.Check check : table.checks()) {
            tryToAdd(connection, table, "check " + check.name(), ddl.check(check));
        }
        for (TableDefinition.Index index : table.indexes()) {
            tryToAdd(connection, table, "index " + index.name(), ddl.index(index));
        }
    }

    private void tryToAdd(Connection connection, TableDefinition table, String what, Optional<String> sql)
            throws SQLException {
        if (sql.isEmpty()) {
            leftOut.add(table.target(), what + ": its definition is not one plain statement");
            return;
        }
        SQLException refused = Sql.attempt(connection, sql.get());
        if (refused != null) {
            leftOut.add(table.target(), what + ": " + LoadFailure.reason(refused));
        }
    }

    /** The collations of a database, qualified and quoted. */
    static Set<String> collationsOf(Connection connection) throws SQLException {
        Set<String> found = new HashSet<>();
        String query = "SELECT n.nspname, c.collname FROM pg_collation c JOIN pg_namespace n ON n.oid = c.collnamespace"
                + " WHERE c.collencoding IN (-1, (SELECT encoding FROM pg_database WHERE datname = current_database()))";
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.add(Identifier.quote(rows.getString(1), rows.getString(2)));
            }
        }
        return found;
    }
}
