package dev.daybook.loadpostgres.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.loadpostgres.Run;
import dev.daybook.loadpostgres.SmallLake;
import dev.daybook.postgres.connect.ConnectionSettings;
import dev.daybook.postgres.warehouse.Part;
import dev.daybook.task.Environment;
import dev.daybook.task.Period;
import dev.daybook.testing.PostgresServer;
import dev.daybook.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** One process works on a period at a time, and the next one right after it. */
class PeriodLockTest {

    /** A server process that only sees its connection close gives its lock back a moment later, most times. */
    private static final int TIMES = 50;

    private static final String HELD = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"
            + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

    private final TestDatabase database = PostgresServer.shared().createDatabase();

    @Test
    void itIsFreeAsSoonAsItsHolderIsDone() throws SQLException {
        ConnectionSettings settings =
                ConnectionSettings.from(new Environment(Run.environment(database.url(), database)), "WAREHOUSE_DB");
        try (Warehouse warehouse = new Warehouse(settings, "a load");
                Connection observer = database.connect();
                Statement statement = observer.createStatement()) {
            for (int i = 0; i < TIMES; i++) {
                PeriodLock lock =
                        PeriodLock.take(warehouse, SmallLake.PIPELINE, Period.parse("2024-01-20"), Part.SNAPSHOT);
                assertThat(count(statement)).isEqualTo(1);
                lock.close();
                assertThat(count(statement)).as("after " + i + " times").isZero();
            }
        }
    }

    private static int count(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(HELD)) {
            row.next();
            return row.getInt(1);
        }
    }
}
