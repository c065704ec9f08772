package dev.daybook.loadpostgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.testing.PostgresServer;
import dev.daybook.testing.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many hours in one run: each is committed by itself. */
class LoadThroughTest {

    @TempDir
    Path folder;

    @Test
    void hoursAreLoadedInTheirOrderUpToTheFirstThatIsMissing() {
        TestDatabase files = PostgresServer.shared().createDatabase();
        TestDatabase warehouse = PostgresServer.shared().createDatabase();
        SmallLake lake = new SmallLake(folder);
        files.execute("CREATE TABLE visits (id int PRIMARY KEY)", "INSERT INTO visits VALUES (1), (2)");
        lake.csv(files, "2024-01-20T22");
        lake.csv(files, "2024-01-20T23");

        Run missing = Run.of(warehouse, lake, "2024-01-20T22", "--sources=csv", "--through=2024-01-21T00");
        lake.csv(files, "2024-01-21T00");
        Run rest = Run.of(warehouse, lake, "2024-01-20T22", "--sources=csv", "--through=2024-01-21T00");

        assertThat(missing.exitCode()).isEqualTo(66);
        assertThat(missing.message())
                .isEqualTo("2024-01-21T00: 2024-01-21T00 of northwind cannot be loaded: source csv has no extract of"
                        + " 2024-01-21T00: run the extract of source csv for that hour");
        assertThat(missing.receipt())
                .contains("\"period\":\"2024-01-20T22\",\"through\":\"2024-01-21T00\",")
                .contains("\"periods\":2,\"datasets\":2,\"rows\":4,");
        assertThat(rest.exitCode()).isZero();
        assertThat(rest.log())
                .contains(" INFO  2024-01-20T22: unchanged: ", " INFO  2024-01-20T23: unchanged: ")
                .contains(" INFO  2024-01-21T00: done: ", " INFO  done: 3 periods, 3 datasets, 6 rows, ");
        assertThat(warehouse.query("SELECT period, run_id = first_value(run_id) OVER (ORDER BY period)"
                        + " FROM daybook.load_ledger ORDER BY period"))
                .containsExactly("2024-01-20T22|t", "2024-01-20T23|t", "2024-01-21T00|f");
        assertThat(warehouse
                        .query("SELECT pg_get_viewdef('northwind.visits'::regclass)")
                        .toString())
                .contains("northwind_2024_01_21_00.visits");
    }
}
