package dev.daybook.loadpostgres.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.loadpostgres.session.Sql;
import dev.daybook.testing.PostgresServer;
import dev.daybook.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a load can do without neither fails nor holds up the transaction that it is tried in. */
class OptionalWorkTest {

    private final TestDatabase database = PostgresServer.shared().createDatabase();

    @Test
    void aStatementThatTakesTooLongIsTakenBackAndTheTransactionGoesOn() throws SQLException {
        OptionalWork work = new OptionalWork(Duration.ofMillis(200));
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            Sql.execute(connection, "SET LOCAL statement_timeout = '7min'");
            Sql.execute(connection, "CREATE TABLE t (a int)");

            assertThat(work.attempt(connection, "DO 'BEGIN DROP TABLE t; PERFORM pg_sleep(600); END'"))
                    .hasValueSatisfying(reason -> assertThat(reason)
                            .matches("took longer than \\d+ ms; the server said: canceling statement due to statement"
                                    + " timeout"));

            assertThat(Sql.texts(connection, "SHOW statement_timeout")).containsExactly("7min");
            assertThat(work.attempt(connection, "CREATE INDEX ON t (a)"))
                    .contains("no time was left for it; what a load can do without had taken 0 s");
            connection.commit();
        }
        assertThat(database.query("SELECT count(*) FROM t")).containsExactly("0");
    }

    @Test
    void theLimitGrowsWithTheNecessaryWorkAndIsTakenAway() throws SQLException {
        OptionalWork work = new OptionalWork(Duration.ZERO);
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            Sql.execute(connection, "CREATE TABLE t (a int)");
            assertThat(work.attempt(connection, "CREATE INDEX ON t (a)")).isPresent();

            work.necessary(Duration.ofMinutes(1));

            assertThat(work.attempt(connection, "CREATE INDEX ON t (a)")).isEmpty();
            assertThat(work.attempt(connection, "CREATE INDEX ON t (b)")).contains("column \"...\" does not exist");
            assertThat(Sql.texts(connection, "SHOW statement_timeout")).containsExactly("0");
            connection.commit();
        }
        assertThat(database.query("SELECT count(*) FROM pg_index WHERE indrelid = 't'::regclass"))
                .containsExactly("1");
    }
}
