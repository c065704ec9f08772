package dev.daybook.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.faults.ConnectionFault.AfterBytes;
import dev.daybook.faults.ConnectionFault.AtStatement;
import dev.daybook.faults.ConnectionFault.Direction;
import dev.daybook.faults.ConnectionFault.Event;
import dev.daybook.faults.ConnectionFault.Loss;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The proxy brings about the fault that it is asked for, on a real server, and says so. */
class PostgresProxyTest {

    private static Server server;

    @BeforeAll
    static void start() throws Exception {
        server = Server.start();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void aCommitIsCutBeforeOrAfterTheServerDidIt() throws Exception {
        assertThat(commitThrough("before", Event.CUT_BEFORE)).isEqualTo("08006");
        assertThat(server.query("before", "SELECT count(*) FROM t")).containsExactly("0");
        assertThat(commitThrough("after", Event.CUT_AFTER)).isEqualTo("08006");
        assertThat(server.query("after", "SELECT count(*) FROM t")).containsExactly("1");
        assertThat(commitThrough("terminated", Event.TERMINATED)).isEqualTo("57P01");
        assertThat(server.query("terminated", "SELECT count(*) FROM t")).containsExactly("0");
    }

    /** Gives the error that the client gets. */
    private String commitThrough(String database, Event event) throws Exception {
        server.create(database);
        server.execute(database, "CREATE TABLE t (a int)");
        try (PostgresProxy proxy = PostgresProxy.start(server, new AtStatement(1, true, event));
                Connection connection = connect(proxy, database);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("INSERT INTO t VALUES (1)");
            assertThat(proxy.hit()).isFalse();
            SQLException lost =
                    org.assertj.core.api.Assertions.catchThrowableOfType(SQLException.class, connection::commit);
            assertThat(proxy.hit()).isTrue();
            server.awaitNoSessions(database);
            return lost.getSQLState();
        }
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void aConnectionIsLostWithinAnAnswer(Loss loss) throws Exception {
        try (PostgresProxy proxy = PostgresProxy.start(server, new AfterBytes(Direction.TO_STEP, 100_000, loss))) {
            assertThatThrownBy(() -> {
                        try (Connection connection = connect(proxy, "postgres");
                                Statement statement = connection.createStatement()) {
                            Server.rows(statement, "SELECT repeat('x', 200000)");
                        }
                    })
                    .isInstanceOf(SQLException.class);
            assertThat(proxy.hit()).isTrue();
        }
    }

    @Test
    void countsWhatPasses() throws Exception {
        try (PostgresProxy proxy = PostgresProxy.start(server, new ConnectionFault.None())) {
            try (Connection connection = connect(proxy, "postgres");
                    Statement statement = connection.createStatement()) {
                assertThat(Server.rows(statement, "SELECT 4711")).isEqualTo(List.of("4711"));
            }
            assertThat(proxy.statements()).contains("SELECT 4711");
            assertThat(proxy.bytes(Direction.TO_STEP)).isPositive();
            assertThat(proxy.hit()).isFalse();
        }
    }

    private static Connection connect(PostgresProxy proxy, String database) throws SQLException {
        return DriverManager.getConnection("jdbc:" + proxy.url(database), "postgres", "postgres");
    }
}
