package dev.daybook.loadpostgres.schema;

import dev.daybook.loadpostgres.session.Sql;
import dev.daybook.postgres.name.Identifier;
import dev.daybook.postgres.sql.SqlResource;
import dev.daybook.postgres.warehouse.BuiltSchema;
import dev.daybook.postgres.warehouse.BuiltSchemas;
import dev.daybook.postgres.warehouse.Ledger;
import dev.daybook.postgres.warehouse.LedgerRow;
import dev.daybook.postgres.warehouse.WarehouseNames;
import dev.daybook.task.Period;
import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who made a schema under the name of a day or of a build. Its name is no proof: what is dropped, or renamed to be dropped,
 * is a schema that carries the mark of a load, or that a load of a version before marks wrote into the ledger, and it holds
 * nothing but that load's tables.
 */
public sealed interface SchemaOrigin {

    /** There is no schema of that name. */
    record Absent() implements SchemaOrigin {}

    /**
     * A load made it, and it holds nothing else.
     *
     * @param schema its name
     * @param built which load, and for which tables
     * @param marked whether it carries the mark; a version before marks has made the others
     */
    record Made(String schema, BuiltSchema built, boolean marked) implements SchemaOrigin {}

    /**
     * Somebody else made it, or something in it.
     *
     * @param name its name as it stands in the warehouse
     * @param period the period whose schema has such a name
     * @param schema its name for a message
     * @param reason what is not the load's
     * @param advice what to do about it
     */
    record Foreign(String name, Period period, String schema, String reason, String advice) implements SchemaOrigin {

        /** One line for a warning: the schema stays. */
        public String stays() {
            return "schema " + schema + " stays: " + reason + "; " + advice;
        }

        /** The failure of a load that needs the name. */
        public StepFailure.Configuration refusal() {
            return new StepFailure.Configuration("schema " + schema + ": " + reason + "; nothing was changed; " + advice
                    + ", then run again; --take-over replaces it all the same");
        }

        /**
         * Renames it as a day that was replaced, within the running transaction, when that is allowed.
         *
         * @param allowed whether {@code --take-over} was given
         * @return a warning
         * @throws StepFailure.Configuration when it is not allowed
         */
        public String takeOver(Connection connection, WarehouseNames names, boolean allowed) throws SQLException {
            if (!allowed) {
                throw refusal();
            }
            String staging = names.staging(period, LoadId.create());
            Sql.renameSchema(connection, name, staging);
            return "schema " + schema + " was taken over, as --take-over says, and renamed to " + staging
                    + " to be dropped: " + reason;
        }
    }

    /** Everything that stands in a schema by itself, but for the tables given: also types, functions, sequences, views. */
    String OTHER_OBJECTS =
            SqlResource.of(SchemaOrigin.class, "other_objects.sql").text();

    /**
     * Finds out who made a schema.
     *
     * @param names the pipeline's schemas
     * @param schema the name of a day or of a build of this pipeline
     */
    static SchemaOrigin of(Connection connection, WarehouseNames names, String schema) throws SQLException {
        List<String> comments = Sql.texts(
                connection,
                "SELECT coalesce(obj_description(oid, 'pg_namespace'), '') FROM pg_namespace WHERE nspname = ?",
                schema);
        if (comments.isEmpty()) {
            return new Absent();
        }
        Period period = names.periodOf(schema).orElseThrow();
        Optional<Made> made = marked(connection, names, schema, period, comments.getFirst());
        if (made.isEmpty()) {
            made = loadedBeforeMarks(connection, names, schema, period);
        }
        if (made.isEmpty()) {
            return new Foreign(
                    schema,
                    period,
                    EscapedText.of(schema),
                    "it has the name of a schema of " + names.pipeline() + " and no mark that Daybook made it",
                    "rename it with ALTER SCHEMA " + Identifier.quote(schema) + " RENAME TO ..., or drop it");
        }
        List<String> others =
                otherObjects(connection, schema, made.get().built().tables());
        return others.isEmpty() ? made.get() : holding(schema, period, others);
    }

    private static Foreign holding(String schema, Period period, List<String> others) {
        String more = others.size() == 1 ? "" : " and " + (others.size() - 1) + " more";
        return new Foreign(
                schema,
                period,
                EscapedText.of(schema),
                "it holds what Daybook did not make: " + EscapedText.of(others.getFirst()) + more,
                "move that to a schema of its own with ALTER ... SET SCHEMA, or drop it");
    }

    private static Optional<Made> marked(
            Connection connection, WarehouseNames names, String schema, Period period, String comment)
            throws SQLException {
        Optional<String> loadId = BuiltSchema.loadIdOf(comment);
        if (loadId.isEmpty()) {
            return Optional.empty();
        }
        return new BuiltSchemas(names.pipeline())
                .find(connection, loadId.get())
                .filter(built -> built.period().equals(period)
                        && built.mark(names.pipeline()).equals(comment))
                .map(built -> new Made(schema, built, true));
    }

    /** A day of the ledger whose load left no mark: a version before marks brought it. */
    private static Optional<Made> loadedBeforeMarks(
            Connection connection, WarehouseNames names, String schema, Period period) throws SQLException {
        Optional<LedgerRow> row = new Ledger(names.pipeline()).find(connection, period);
        if (row.isEmpty() || !row.get().schema().equals(schema)) {
            return Optional.empty();
        }
        String loadId = row.get().loadId();
        if (new BuiltSchemas(names.pipeline()).find(connection, loadId).isPresent()) {
            return Optional.empty();
        }
        List<String> tables = List.copyOf(row.get().datasets().keySet());
        return Optional.of(new Made(schema, new BuiltSchema(period, loadId, tables), false));
    }

    private static List<String> otherObjects(Connection connection, String schema, List<String> tables)
            throws SQLException {
        List<String> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(OTHER_OBJECTS)) {
            statement.setString(1, schema);
            statement.setArray(2, connection.createArrayOf("text", tables.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
        }
        return found;
    }

    /**
     * Renames a schema that a load made, so that its name is free and it can be dropped later. A rename waits for no
     * reader, and tables keep their OIDs, so views stay where they are.
     *
     * @return its new name
     */
    static String renameToStaging(Connection connection, WarehouseNames names, Made made) throws SQLException {
        String staging = names.staging(made.built().period(), LoadId.create());
        if (!made.marked()) {
            new BuiltSchemas(names.pipeline()).mark(connection, made.schema(), made.built());
        }
        Sql.renameSchema(connection, made.schema(), staging);
        return staging;
    }
}
