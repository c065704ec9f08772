package dev.daybook.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

class LeakedConnectionsTest {

    private static final TestDatabase DATABASE = PostgresServer.shared().createDatabase();

    @Test
    void aTestThatLeavesAConnectionOpenFailsAndTheNextOneDoesNot() {
        assertThat(failuresOf(LeavesOneOpen.class))
                .containsExactly(
                        "leaves(): expected every connection to be closed after leaves(), found 1 open: database "
                                + DATABASE.name() + ", PostgreSQL JDBC Driver, idle, last statement: SELECT 1");
        assertThat(failuresOf(ClosesWhatItOpens.class)).isEmpty();
    }

    @Test
    void aClassMayKeepAConnectionUntilAfterItsTestsAndNoLonger() {
        assertThat(failuresOf(KeepsOneForItsTests.class)).isEmpty();
        assertThat(failuresOf(KeepsOneForEver.class))
                .containsExactly("LeakedConnectionsTest$KeepsOneForEver: expected every connection to be closed after"
                        + " LeakedConnectionsTest$KeepsOneForEver, found 1 open: database " + DATABASE.name()
                        + ", PostgreSQL JDBC Driver, idle, last statement: SELECT 1");
    }

    private static List<String> failuresOf(Class<?> tests) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(DiscoverySelectors.selectClass(tests))
                .enableImplicitConfigurationParameters(true)
                .execute()
                .allEvents()
                .failed()
                .map(LeakedConnectionsTest::described)
                .toList();
    }

    private static String described(Event event) {
        TestExecutionResult result = event.getRequiredPayload(TestExecutionResult.class);
        return event.getTestDescriptor().getDisplayName() + ": "
                + result.getThrowable().orElseThrow().getMessage();
    }

    private static Connection open() throws SQLException {
        Connection connection = DATABASE.connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        }
        return connection;
    }

    static final class LeavesOneOpen {
        private static Connection left;

        @Test
        void leaves() throws SQLException {
            left = open();
            assertThat(left.isClosed()).isFalse();
        }
    }

    static final class ClosesWhatItOpens {
        @Test
        void closes() throws SQLException {
            try (Connection connection = open()) {
                assertThat(connection.isClosed()).isFalse();
            }
        }
    }

    static final class KeepsOneForItsTests {
        private static Connection kept;

        @BeforeAll
        static void keep() throws SQLException {
            kept = open();
        }

        @AfterAll
        static void close() throws SQLException {
            kept.close();
        }

        @Test
        void uses() throws SQLException {
            assertThat(kept.isClosed()).isFalse();
        }
    }

    static final class KeepsOneForEver {
        private static Connection kept;

        @BeforeAll
        static void keep() throws SQLException {
            kept = open();
        }

        @Test
        void uses() throws SQLException {
            assertThat(kept.isClosed()).isFalse();
        }
    }
}
