package dev.daybook.postgres.warehouse;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;

/** The table {@code daybook.step_log}: which step has run for which period, when and how. */
public final class StepLog {

    private static final String WRITE = """
            INSERT INTO daybook.step_log
                (pipeline, period, step, run_id, started_at, finished_at, status, rows)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (pipeline, period, step, run_id) DO UPDATE
            SET started_at = excluded.started_at, finished_at = excluded.finished_at,
                status = excluded.status, rows = excluded.rows""";

    private StepLog() {}

    /** Writes a run; a later attempt of the same run takes the place of the earlier one. */
    public static void write(Connection connection, StepRun run) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(WRITE)) {
            statement.setString(1, run.pipeline().value());
            statement.setString(2, run.period().toString());
            statement.setString(3, run.step());
            statement.setString(4, run.runId());
            statement.setTimestamp(5, run.startedAt().map(Timestamp::from).orElse(null));
            statement.setTimestamp(6, Timestamp.from(run.finishedAt()));
            statement.setString(7, run.status());
            statement.setLong(8, run.rows());
            statement.executeUpdate();
        }
    }
}
