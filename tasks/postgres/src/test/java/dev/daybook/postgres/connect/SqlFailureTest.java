package dev.daybook.postgres.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.postgres.catalog.CatalogFixture;
import dev.daybook.task.ExitCode;
import dev.daybook.task.StepFailure;
import dev.daybook.testing.PostgresServer;
import dev.daybook.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlFailureTest {

    @ParameterizedTest
    @CsvSource({
        "08001, 69",
        "08000, 75",
        "08003, 75",
        "08004, 75",
        "08006, 75",
        "08007, 75",
        "08P01, 75",
        "0A000, 78",
        "21000, 65",
        "22001, 65",
        "22003, 65",
        "22007, 65",
        "22021, 65",
        "22023, 65",
        "22P02, 65",
        "22P04, 65",
        "23502, 65",
        "23503, 65",
        "23505, 65",
        "23514, 65",
        "23P01, 65",
        "25001, 70",
        "25006, 78",
        "25P01, 75",
        "25P02, 75",
        "25P03, 75",
        "25P04, 75",
        "26000, 70",
        "28000, 77",
        "28P01, 77",
        "2BP01, 78",
        "38000, 65",
        "39000, 65",
        "3D000, 78",
        "3F000, 78",
        "40001, 75",
        "40002, 75",
        "40003, 75",
        "40P01, 75",
        "42501, 77",
        "42601, 70",
        "42703, 65",
        "42704, 78",
        "42804, 65",
        "42809, 78",
        "42883, 70",
        "42P01, 65",
        "42P16, 70",
        "44000, 65",
        "53000, 75",
        "53100, 74",
        "53200, 78",
        "53300, 75",
        "53400, 74",
        "54000, 65",
        "54001, 65",
        "54011, 65",
        "55000, 78",
        "55006, 75",
        "55P03, 75",
        "57000, 75",
        "57014, 75",
        "57P01, 75",
        "57P02, 75",
        "57P03, 75",
        "57P04, 78",
        "57P05, 75",
        "58000, 74",
        "58030, 74",
        "58P01, 74",
        "72000, 75",
        "F0000, 78",
        "HV000, 78",
        "P0001, 65",
        "XX000, 70",
        "XX001, 70",
        "XX002, 70"
    })
    void everyStateHasItsExitCode(String state, int exitCode) {
        assertThat(exitCode(SqlFailure.of(new SQLException("message", state), "public.orders")))
                .isEqualTo(exitCode);
    }

    @Test
    void anErrorWithoutAStateIsABug() {
        assertThat(SqlFailure.of(new SQLException("the driver is lost"), "public.orders"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("public.orders: the driver is lost");
    }

    @Test
    void aRowTooLargeForCopyIsBadDataThoughTheServerCallsItInternal() {
        SQLException error = new SQLException("invalid memory alloc request size 1174405120", "XX000");

        assertThat(SqlFailure.of(error, "public.orders"))
                .isInstanceOf(StepFailure.BadData.class)
                .hasMessage("public.orders: invalid memory alloc request size 1174405120 (SQLSTATE XX000)");
    }

    @Test
    void aLockTableThatIsFullNamesTheSetting() {
        assertThat(SqlFailure.of(new SQLException("out of shared memory", "53200"), "localhost:5432/shop"))
                .isInstanceOf(StepFailure.Configuration.class)
                .hasMessage("localhost:5432/shop: out of shared memory (SQLSTATE 53200); raise"
                        + " max_locks_per_transaction on the server, or take fewer tables at once");
    }

    @Test
    void theServersMessageIsOneLineWithoutTheValuesOfRows() throws SQLException {
        TestDatabase database = PostgresServer.shared().createDatabase();
        try (Connection connection = CatalogFixture.settings(database, database.user(), database.password())
                        .connect("daybook test");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE public.people (\"first\nname\" text PRIMARY KEY)");
            statement.execute("INSERT INTO public.people VALUES ('canary')");
            SQLException error = null;
            try {
                statement.execute("INSERT INTO public.people VALUES ('canary')");
            } catch (SQLException e) {
                error = e;
            }

            assertThat(SqlFailure.of(error, "public.people"))
                    .isInstanceOf(StepFailure.BadData.class)
                    .hasMessage("public.people: duplicate key value violates unique constraint \"people_pkey\""
                            + " (SQLSTATE 23505)");
            assertThat(error.getMessage()).doesNotContain("canary");
        }
    }

    @Test
    void controlCharactersOfAMessageAreEscaped() {
        assertThat(SqlFailure.of(new SQLException("column \"a\nb\" does not exist", "42703"), "public.t\u001b[31m"))
                .hasMessage("public.t\\u001B[31m: column \"a\\nb\" does not exist (SQLSTATE 42703)");
    }

    private static int exitCode(RuntimeException failure) {
        return failure instanceof StepFailure expected ? ExitCode.of(expected) : ExitCode.BUG;
    }
}
