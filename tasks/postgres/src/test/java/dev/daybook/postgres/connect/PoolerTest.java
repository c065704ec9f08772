package dev.daybook.postgres.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.postgres.catalog.CatalogFixture;
import dev.daybook.task.StepFailure;
import dev.daybook.testing.PgBouncer;
import dev.daybook.testing.PostgresServer;
import dev.daybook.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@EnabledIf(
        value = "dev.daybook.testing.PgBouncer#isWanted",
        disabledReason = "no pgbouncer is installed; apt-get install pgbouncer")
class PoolerTest {

    /** What a client of PgBouncer brings with it, and PgBouncer sets in the session that the client gets. */
    private static final String SET_IN_SESSION = "SELECT coalesce(string_agg(name, ',' ORDER BY name), 'nothing')"
            + " FROM pg_settings WHERE source = 'session' AND name NOT IN"
            + " ('application_name', 'client_encoding', 'DateStyle', 'TimeZone', 'standard_conforming_strings')"
            + " HAVING (SELECT count(*) FROM pg_prepared_statements) = 0";

    private final TestDatabase database = PostgresServer.shared().createDatabase();

    @ParameterizedTest
    @CsvSource({
        "transaction, default_pool_size = 20",
        "transaction, default_pool_size = 1",
        "transaction, default_pool_size = 2",
        "transaction, server_round_robin = 1",
        "transaction, server_reset_query_always = 1",
        "transaction, server_lifetime = 0",
        "statement, default_pool_size = 20",
        "statement, default_pool_size = 1"
    })
    void aPoolerThatSharesSessionsIsRefusedAndNothingIsSetInThem(String mode, String setting) throws SQLException {
        try (PgBouncer pooler = PgBouncer.start(database, mode, setting)) {
            // More sessions than one are in the pool, when it may have them.
            int sessions = mode.equals("transaction") && !setting.endsWith("size = 1") ? 2 : 1;
            assertThat(setInSessions(pooler.database(), sessions)).containsOnly("nothing");

            assertRefused(pooler.database());

            assertThat(setInSessions(pooler.database(), sessions))
                    .hasSize(sessions)
                    .containsOnly("nothing");
        }
    }

    @Test
    void aPoolerInTransactionModeIsFoundOutWhileOthersUseIt() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger statements = new AtomicInteger();
        try (PgBouncer pooler = PgBouncer.start(database, "transaction", "default_pool_size = 4");
                ExecutorService others = Executors.newFixedThreadPool(3)) {
            for (int i = 0; i < 3; i++) {
                others.submit(() -> work(pooler.database(), statements, stop));
            }
            try {
                for (int i = 0; i < 20; i++) {
                    assertRefused(pooler.database());
                }
                assertThat(statements.get()).isPositive();
                assertThat(setInSessions(pooler.database(), 1)).containsOnly("nothing");
            } finally {
                stop.set(true);
                others.shutdown();
                assertThat(others.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    private static Void work(TestDatabase pooled, AtomicInteger statements, AtomicBoolean stop) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        pooled.url() + "?preferQueryMode=simple", pooled.user(), pooled.password());
                Statement statement = connection.createStatement()) {
            while (!stop.get()) {
                statement.execute("SELECT 1");
                statements.incrementAndGet();
            }
            return null;
        }
    }

    @ParameterizedTest
    @CsvSource({"default_pool_size = 20", "default_pool_size = 2", "server_round_robin = 1"})
    void aPoolerInSessionModeIsUsedAndLeftClean(String setting) throws SQLException {
        try (PgBouncer pooler = PgBouncer.start(database, "session", setting)) {
            TestDatabase pooled = pooler.database();
            ConnectionSettings settings = CatalogFixture.settings(pooled, pooled.user(), pooled.password());
            try (Connection first = settings.connect("daybook test");
                    Connection second = settings.connect("daybook test")) {
                assertThat(value(first, "SHOW search_path")).isEqualTo("pg_catalog");
                assertThat(value(second, "SHOW row_security")).isEqualTo("off");
                assertThat(value(first, "SHOW application_name")).isEqualTo("daybook test");
            }

            assertThat(setInSessions(pooled, 2)).containsExactly("nothing", "nothing");
        }
    }

    @Test
    void theServerItselfNeedsNoSecondConnection() throws SQLException {
        String role = database.name() + "_single";
        database.execute("CREATE ROLE " + role + " LOGIN CONNECTION LIMIT 1 PASSWORD 'x'");

        try (Connection connection =
                CatalogFixture.settings(database, role, "x").connect("daybook test")) {
            assertThat(value(connection, "SHOW search_path")).isEqualTo("pg_catalog");
        }
    }

    @Test
    void aPoolerWithoutPlaceIsTemporary() throws SQLException {
        try (PgBouncer pooler = PgBouncer.start(database, "session", "max_client_conn = 1");
                Connection other = pooler.database().connect()) {
            TestDatabase pooled = pooler.database();

            assertThatThrownBy(() -> CatalogFixture.settings(pooled, pooled.user(), pooled.password())
                            .connect("daybook test"))
                    .isInstanceOf(StepFailure.Temporary.class)
                    .hasMessage("127.0.0.1:" + pooled.port() + "/" + pooled.name() + ": no more connections allowed"
                            + " (max_client_conn); the pooler has no connection left; use fewer workers");
            assertThat(other.isClosed()).isFalse();
        }
    }

    private static void assertRefused(TestDatabase pooled) {
        ConnectionSettings settings = CatalogFixture.settings(pooled, pooled.user(), pooled.password());
        assertThatThrownBy(() -> settings.connect("daybook test"))
                .isInstanceOf(StepFailure.Configuration.class)
                .hasMessage("SOURCE_DB_URL: 127.0.0.1:" + pooled.port() + "/" + pooled.name()
                        + " is a connection pooler that gives each transaction another session of the server (in"
                        + " PgBouncer's words, pool_mode transaction or statement); take the database's own address, or the"
                        + " pooler's session mode, which hosted databases often have on port 5432 instead of 6543");
    }

    /** What is set in as many sessions of the pool, all held at the same time. */
    private static List<String> setInSessions(TestDatabase pooled, int sessions) throws SQLException {
        List<Connection> held = new ArrayList<>();
        List<String> found = new ArrayList<>();
        try {
            for (int i = 0; i < sessions; i++) {
                // Named statements of the test's own would stay in the sessions.
                Connection connection = DriverManager.getConnection(
                        pooled.url() + "?preferQueryMode=simple", pooled.user(), pooled.password());
                held.add(connection);
                connection.setAutoCommit(sessions == 1);
                found.add(value(connection, SET_IN_SESSION));
            }
        } finally {
            for (Connection connection : held) {
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                }
                connection.close();
            }
        }
        return found;
    }

    private static String value(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
