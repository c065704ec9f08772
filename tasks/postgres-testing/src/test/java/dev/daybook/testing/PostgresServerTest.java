package dev.daybook.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class PostgresServerTest {

    @Test
    void givesEachTestADatabaseOfItsOwn() {
        TestDatabase first = PostgresServer.shared().createDatabase();
        TestDatabase second = PostgresServer.shared().createDatabase();

        first.execute("CREATE TABLE t (a int, b text)", "INSERT INTO t VALUES (1, NULL)");

        assertThat(first.query("SELECT * FROM t")).containsExactly("1|<null>");
        assertThat(second.query("SELECT to_regclass('t')")).containsExactly("<null>");
    }

    @Test
    void refusesAWrongPassword() {
        TestDatabase database = PostgresServer.shared().createDatabase();

        assertThatThrownBy(() -> {
                    try (Connection _ = DriverManager.getConnection(database.url(), "postgres", "wrong")) {
                        throw new AssertionError("connected with a wrong password");
                    }
                })
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
    }
}
