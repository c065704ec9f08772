package dev.daybook.loadpostgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.testing.PostgresServer;
import dev.daybook.testing.TestDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More tables than a transaction of a common server has locks for, or than its views could move within a second. */
class ManyTablesTest {

    private static final int MANY = 1600;

    @TempDir
    Path folder;

    private final TestDatabase source = PostgresServer.shared().createDatabase();

    private void createTables(int tables) {
        source.execute("DO $$ BEGIN FOR i IN 1.." + tables + " LOOP"
                + " EXECUTE format('CREATE TABLE t%s (id int PRIMARY KEY)', i); COMMIT; END LOOP; END $$");
    }

    @Test
    void manyTablesAreLoadedShownAndDropped() {
        createTables(MANY);
        SmallLake lake = new SmallLake(folder);
        lake.postgres(source, "2024-01-20");
        lake.postgres(source, "2024-01-21");
        TestDatabase warehouse = PostgresServer.shared().createDatabase();

        for (String date : new String[] {"2024-01-20", "2024-01-21"}) {
            Run loaded = Run.of(warehouse, lake, date, "--sources", "postgres");
            assertThat(loaded.exitCode()).as(loaded.log()).isZero();
        }
        Run retired = Run.of(warehouse, lake, "2024-01-20", "retire");

        assertThat(retired.exitCode()).as(retired.log()).isZero();
        assertThat(warehouse.query("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'northwind%' ORDER BY 1"))
                .containsExactly("northwind", "northwind_2024_01_21");
        assertThat(warehouse.query("SELECT count(*) FROM pg_views WHERE schemaname = 'northwind'"
                        + " AND definition LIKE '%northwind_2024_01_21.%'"))
                .containsExactly(Integer.toString(MANY));
    }

    @Test
    void viewsBeyondTheLockTableAreRefusedBeforeAnyWorkOrMoveInGroups() throws IOException {
        createTables(100);
        SmallLake lake = new SmallLake(folder);
        lake.postgres(source, "2024-01-20");
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("max_connections", "20")
                .setServerConfig("max_locks_per_transaction", "10")
                .start()) {
            TestDatabase warehouse = new TestDatabase("localhost", server.getPort(), "postgres", "postgres", "any");

            Run refused = Run.of(warehouse, lake, "2024-01-20", "--sources=postgres");

            assertThat(refused.exitCode()).as(refused.log()).isEqualTo(78);
            assertThat(refused.message())
                    .isEqualTo("moving 100 views in one moment takes 240 locks, and the warehouse has 190 to give"
                            + " (max_locks_per_transaction is 10); set max_locks_per_transaction to 13 or more and"
                            + " restart the server, or let the views move one group after the other, which readers can"
                            + " see, with --switch-in-groups 75; nothing was changed");
            assertThat(warehouse.query("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'northwind%'"))
                    .containsExactly("0");

            Run moved = Run.of(warehouse, lake, "2024-01-20", "--sources=postgres", "--switch-in-groups=60");

            assertThat(moved.exitCode()).as(moved.log()).isZero();
            assertThat(moved.log())
                    .contains("60 views have moved, 40 have not: until they have, readers see two days")
                    .contains("40 views now stand on northwind_2024_01_20");
            assertThat(warehouse.query("SELECT count(*) FROM pg_views WHERE schemaname = 'northwind'"))
                    .containsExactly("100");
        }
    }
}
