package dev.daybook.postgres.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.task.PipelineName;
import dev.daybook.task.StepFailure;
import dev.daybook.testing.PostgresServer;
import dev.daybook.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PipelineLockTest {

    private static final Duration SHORT = Duration.ofMillis(50);

    private final TestDatabase database = PostgresServer.shared().createDatabase();
    private final PipelineLock lock = PipelineLock.of(new PipelineName("northwind"));

    @Test
    void isSharedByReportsButNotWithALoad() throws SQLException {
        try (Connection first = database.connect();
                Connection second = database.connect();
                Connection load = database.connect()) {
            lock.holdShared(first, SHORT);
            lock.holdShared(second, SHORT);
            load.setAutoCommit(false);

            assertThatThrownBy(() -> lock.holdInTransaction(load, SHORT))
                    .isInstanceOf(StepFailure.Temporary.class)
                    .hasMessageMatching("the lock of pipeline northwind in the warehouse was not free within 50 ms:"
                            + " pid \\d+ holds it; run again when it is");
        }
    }

    @Test
    void isFreeAgainAfterTheTransaction() throws SQLException {
        try (Connection load = database.connect();
                Connection report = database.connect()) {
            load.setAutoCommit(false);
            lock.holdInTransaction(load, SHORT);
            int pid = Integer.parseInt(pid(load));
            assertThat(lock.holderPid(report)).isEqualTo(OptionalInt.of(pid));
            assertThatThrownBy(() -> lock.holdShared(report, SHORT))
                    .hasMessage("the lock of pipeline northwind in the warehouse was not free within 50 ms: pid " + pid
                            + " holds it; run again when it is");

            load.commit();

            lock.holdShared(report, SHORT);
            assertThat(lock.holderPid(load)).isPresent();
        }
    }

    @Test
    void belongsToOnePipeline() throws SQLException {
        try (Connection one = database.connect();
                Connection other = database.connect()) {
            one.setAutoCommit(false);
            lock.holdInTransaction(one, SHORT);

            PipelineLock.of(new PipelineName("southwind")).holdShared(other, SHORT);

            assertThat(lock.key())
                    .isNotEqualTo(PipelineLock.of(new PipelineName("southwind")).key());
        }
    }

    private static String pid(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT pg_backend_pid()")) {
            rows.next();
            return rows.getString(1);
        }
    }
}
