package dev.daybook.postgres.warehouse;

import dev.daybook.lake.model.RecordCounts;
import dev.daybook.task.Period;
import dev.daybook.task.PipelineName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * The rows of one part of a pipeline in {@code daybook.dataset_log}: how many records of each dataset were read, became
 * rows, were refused and why.
 *
 * @param pipeline the pipeline
 * @param part what of it
 */
public record DatasetLog(PipelineName pipeline, Part part) {

    private static final String DELETE =
            "DELETE FROM daybook.dataset_log WHERE pipeline = ? AND part = ? AND period = ?";

    private static final String INSERT = """
            INSERT INTO daybook.dataset_log
                (pipeline, part, period, dataset, run_id, read, accepted, rejected, elsewhere, bytes, seconds, at, reasons)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, clock_timestamp(),
                    (SELECT coalesce(jsonb_object_agg(reason, count), '{}')
                     FROM unnest(?::text[], ?::bigint[]) AS r (reason, count)))""";

    /** Writes the figures of a period in place of those that it has. */
    public void replace(Connection connection, Period period, String runId, List<DatasetFigures> datasets)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
            setKey(statement, period);
            statement.executeUpdate();
        }
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            for (DatasetFigures figures : datasets) {
                setKey(statement, period);
                setFigures(connection, statement, runId, figures);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private void setKey(PreparedStatement statement, Period period) throws SQLException {
        statement.setString(1, pipeline.value());
        statement.setString(2, part.value());
        statement.setString(3, period.toString());
    }

    private static void setFigures(
            Connection connection, PreparedStatement statement, String runId, DatasetFigures figures)
            throws SQLException {
        RecordCounts counts = figures.counts();
        statement.setString(4, figures.dataset());
        statement.setString(5, runId);
        statement.setLong(6, counts.read());
        statement.setLong(7, counts.accepted());
        statement.setLong(8, counts.rejected());
        statement.setLong(9, counts.earlier() + counts.later());
        statement.setLong(10, figures.bytes());
        statement.setDouble(11, figures.time().toMillis() / 1000.0);
        statement.setArray(
                12, connection.createArrayOf("text", counts.reasons().keySet().toArray()));
        statement.setArray(
                13, connection.createArrayOf("bigint", counts.reasons().values().toArray()));
    }
}
