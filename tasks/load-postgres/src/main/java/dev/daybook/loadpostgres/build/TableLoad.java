package dev.daybook.loadpostgres.build;

import dev.daybook.lake.model.TableDefinition;
import dev.daybook.loadpostgres.ddl.NotAllowed;
import dev.daybook.loadpostgres.ddl.RelationNames;
import dev.daybook.loadpostgres.ddl.TableDdl;
import dev.daybook.loadpostgres.session.Sql;
import dev.daybook.postgres.name.Identifier;
import dev.daybook.task.Progress;
import dev.daybook.task.StepFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Loads tables into the schema that is built, each in one transaction, because COPY with FREEZE needs the table to be
 * made in its own: the table, its rows, its keys, checks and indexes, comments, statistics. Safe for use by many threads.
 *
 * @param schema the schema that is built
 * @param names which keys and indexes keep their names
 * @param operatorClasses the quoted schemas of the operator classes that extensions of the warehouse have, by name
 * @param serverVersion of the warehouse, as {@code server_version_num} has it
 * @param optional does what a load can do without
 * @param leftOut gets what the warehouse does not take
 * @param progress is told the rows
 */
record TableLoad(
        String schema,
        RelationNames names,
        Map<String, String> operatorClasses,
        int serverVersion,
        OptionalWork optional,
        LeftOut leftOut,
        Progress progress) {

    /**
     * Loads a table and commits.
     *
     * @throws StepFailure.BadData when its files or its rows are not what the manifest says, or the warehouse refuses one
     */
    void load(Connection connection, LoadTable table) throws SQLException {
        TableDdl ddl = new TableDdl(schema, table.definition(), table.types(), names);
        long start = System.nanoTime();
        String doing = "CREATE TABLE";
        connection.setAutoCommit(false);
        try (Progress.Task task = progress.start(
                table.definition().dataset(), table.dataset().content().rows())) {
            Sql.execute(connection, ddl.create());
            doing = "COPY";
            copy(connection, table, ddl, task);
            addKeys(connection, table, ddl);
            optional.necessary(Duration.ofNanos(System.nanoTime() - start));
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

    private static void copy(Connection connection, LoadTable table, TableDdl ddl, Progress.Task task)
            throws SQLException {
        if (table.definition().columns().isEmpty()) {
            Sql.execute(
                    connection,
                    "INSERT INTO " + ddl.name() + " SELECT FROM generate_series(1, "
                            + table.dataset().content().rows() + ")");
            return;
        }
        new RowCopy(table, ddl.name(), ddl.copy(), table.isBinary(), Optional.empty()).run(connection, task);
    }

    private void addKeys(Connection connection, LoadTable loaded, TableDdl ddl) throws SQLException {
        TableDefinition table = ddl.table();
        if (table.primaryKey().isPresent()) {
            TableDefinition.Key key = table.primaryKey().get();
            addKey(connection, loaded, "the primary key " + TableDdl.columns(key.columns()), ddl.primaryKey(key));
        }
        for (TableDefinition.Key key : table.uniqueKeys()) {
            addKey(connection, loaded, "the key " + TableDdl.columns(key.columns()), ddl.uniqueKey(key, serverVersion));
            if (key.nullsNotDistinct() && serverVersion < TableDdl.NULLS_NOT_DISTINCT) {
                leftOut.add(
                        table.target(), "NULLS NOT DISTINCT of key " + key.name() + ": the warehouse is older than 15");
            }
        }
    }

    private static void addKey(Connection connection, LoadTable table, String doing, String sql) throws SQLException {
        try {
            Sql.execute(connection, sql);
        } catch (SQLException e) {
            throw LoadFailure.of(e, table, doing);
        }
    }

    private void addWhatIsPossible(Connection connection, TableDdl ddl) throws SQLException {
        TableDefinition table = ddl.table();
        for (TableDefinition.Check check : table.checks()) {
            tryToAdd(connection, table, "check " + check.name(), () -> ddl.check(check));
        }
        for (TableDefinition.Index index : table.indexes()) {
            tryToAdd(connection, table, "index " + index.name(), () -> ddl.index(index, operatorClasses));
        }
    }

    private interface Definition {
        String sql() throws NotAllowed;
    }

    private void tryToAdd(Connection connection, TableDefinition table, String what, Definition definition)
            throws SQLException {
        try {
            optional.attempt(connection, definition.sql())
                    .ifPresent(reason -> leftOut.add(table.target(), what + ": " + reason));
        } catch (NotAllowed e) {
            leftOut.add(table.target(), what + ": " + e.getMessage());
        }
    }

    /** The quoted schemas of the operator classes that extensions of a database have, by name. */
    static Map<String, String> operatorClassesOf(Connection connection) throws SQLException {
        Map<String, String> found = new HashMap<>();
        String query = "SELECT c.opcname, n.nspname FROM pg_opclass c JOIN pg_namespace n ON n.oid = c.opcnamespace"
                + " JOIN pg_depend d ON d.classid = 'pg_opclass'::regclass AND d.objid = c.oid AND d.deptype = 'e'";
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.put(rows.getString(1), Identifier.quote(rows.getString(2)));
            }
        }
        return found;
    }
}
