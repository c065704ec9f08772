package dev.daybook.postgres.warehouse;

import dev.daybook.postgres.name.Identifier;
import dev.daybook.postgres.sql.SqlResource;
import dev.daybook.task.Period;
import dev.daybook.task.PipelineName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * A pipeline's rows in {@code daybook.built_schemas}: the schemas that its loads have made, and which tables are theirs.
 *
 * @param pipeline the pipeline
 */
public record BuiltSchemas(PipelineName pipeline) {

    /** A row is of use as long as a schema carries its mark, or the ledger names its load. */
    private static final String FORGET =
            SqlResource.of(BuiltSchemas.class, "dropped_schemas.sql").text();

    /**
     * Marks a schema as made by a load, for whose tables it is. In the transaction that makes the schema, there is no
     * moment at which it has no mark.
     */
    public void mark(Connection connection, String schema, BuiltSchema built) throws SQLException {
        String insert = "INSERT INTO daybook.built_schemas (pipeline, load_id, period, tables, made_at)"
                + " VALUES (?, ?, ?, ?, clock_timestamp()) ON CONFLICT (pipeline, load_id) DO NOTHING";
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            statement.setString(1, pipeline.value());
            statement.setString(2, built.loadId());
            statement.setString(3, built.period().toString());
            statement.setArray(
                    4, connection.createArrayOf("text", built.tables().toArray()));
            statement.executeUpdate();
        }
        try (Statement statement = connection.createStatement()) {
            // Neither a pipeline's name nor a period nor a load's identity holds a quote.
            statement.execute("COMMENT ON SCHEMA " + Identifier.quote(schema) + " IS '" + built.mark(pipeline) + "'");
        }
    }

    /** What a load was to make, if it is known. */
    public Optional<BuiltSchema> find(Connection connection, String loadId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT period, tables FROM daybook.built_schemas WHERE pipeline = ? AND load_id = ?")) {
            statement.setString(1, pipeline.value());
            statement.setString(2, loadId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new BuiltSchema(Period.parse(row.getString(1)), loadId, List.of((String[])
                                row.getArray(2).getArray())))
                        : Optional.empty();
            }
        }
    }

    /** Removes the rows of schemas that are gone, by whomever they were dropped. */
    public void forgetDropped(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FORGET)) {
            statement.setString(1, pipeline.value());
            statement.executeUpdate();
        }
    }
}
