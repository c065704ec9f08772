package dev.daybook.testing;

import static org.assertj.core.api.Assertions.assertThat;

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
}
