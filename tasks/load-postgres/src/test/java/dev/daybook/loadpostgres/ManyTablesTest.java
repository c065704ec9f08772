package dev.daybook.loadpostgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.testing.PostgresServer;
import dev.daybook.testing.TestDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More tables than a transaction of a common server has locks for, or than its views could move within a second. */
class ManyTablesTest {

    private static final int MANY = 1600;

    @TempDir
    Path folder;

    private final TestDatabase source = PostgresServer.shared().createDatabase();

    /** Empty tables, with columns enough that 1,600 views on them take longer than a second. */
    private void createTables(int tables) {
        String columns = IntStream.rangeClosed(1, 16)
                .mapToObj(column -> ", c" + column + " varchar(10)")
                .collect(Collectors.joining());
        source.execute("DO $$ BEGIN FOR i IN 1.." + tables + " LOOP"
                + " EXECUTE format('CREATE TABLE t%s (id int PRIMARY KEY" + columns + ")', i); COMMIT;"
                + " END LOOP; END $$");
    }

    @Test
    void manyTablesAreLoadedShownAndDropped() {
        createTables(MANY);
        SmallLake lake = new SmallLake(folder);
        lake.postgres(source, "2024-01-20");
        TestDatabase warehouse = PostgresServer.shared().createDatabase();

        Run loaded = Run.of(warehouse, lake, "2024-01-20", "--sources=postgres");

        assertThat(loaded.exitCode()).as(loaded.log()).isZero();
        assertThat(loaded.log()).contains(MANY + " views now stand on northwind_2024_01_20");
        assertThat(warehouse.query("SELECT count(*) FROM pg_views WHERE schemaname = 'northwind'"))
                .containsExactly(Integer.toString(MANY));

        Run retired = Run.of(warehouse, lake, "2024-01-20", "retire");

        assertThat(retired.exitCode()).as(retired.log()).isZero();
        assertThat(warehouse.query("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'northwind%' ORDER BY 1"))
                .containsExactly("northwind");
        assertThat(warehouse.query("SELECT count(*) FROM pg_views WHERE schemaname = 'northwind'"))
                .containsExactly("0");
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
