package dev.daybook.postgres.warehouse;

import dev.daybook.lake.model.RawFile;
import dev.daybook.lake.model.SourceName;
import dev.daybook.task.Period;
import dev.daybook.task.PipelineName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * The rows of one source of a pipeline in {@code daybook.file_log}: which files its extracts were made of.
 *
 * @param pipeline the pipeline
 * @param source the source
 */
public record FileLog(PipelineName pipeline, SourceName source) {

    private static final String DELETE =
            "DELETE FROM daybook.file_log WHERE pipeline = ? AND source = ? AND period = ?";

    private static final String INSERT = """
            INSERT INTO daybook.file_log
                (pipeline, source, period, dataset, file, bytes, sha256, records, accepted, rejected, archived)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    /** Writes the files of a period in place of those that it has. */
    public void replace(Connection connection, Period period, List<RawFile> files) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
            setKey(statement, period);
            statement.executeUpdate();
        }
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            for (RawFile file : files) {
                setKey(statement, period);
                setFile(statement, file);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private void setKey(PreparedStatement statement, Period period) throws SQLException {
        statement.setString(1, pipeline.value());
        statement.setString(2, source.value());
        statement.setString(3, period.toString());
    }

    private static void setFile(PreparedStatement statement, RawFile file) throws SQLException {
        statement.setString(4, file.dataset().toString());
        statement.setString(5, file.path());
        statement.setLong(6, file.bytes());
        statement.setString(7, file.sha256());
        statement.setLong(8, file.records());
        statement.setLong(9, file.accepted());
        statement.setLong(10, file.rejected());
        statement.setBoolean(11, file.archived());
    }
}
