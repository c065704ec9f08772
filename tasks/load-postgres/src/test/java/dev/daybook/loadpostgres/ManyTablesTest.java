package dev.daybook.loadpostgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.testing.PostgresServer;
import dev.daybook.testing.TestDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More tables than a transaction of the warehouse has locks for, or than its views could move within a second. */
class ManyTablesTest {

    private static final int MANY = 400;

    /** Makes each view take 5 ms, so that 400 take as long as some thousand do on a fast machine. */
    private static final String[] SLOW_VIEWS = {
        "CREATE FUNCTION public.slow() RETURNS event_trigger LANGUAGE plpgsql AS"
                + " 'BEGIN PERFORM pg_catalog.pg_sleep(0.005); END'",
        "CREATE EVENT TRIGGER slow ON ddl_command_end WHEN TAG IN ('CREATE VIEW') EXECUTE FUNCTION public.slow()"
    };

    @TempDir
    Path folder;

    private final TestDatabase source = PostgresServer.shared().createDatabase();

    private void createTables(int tables) {
        source.execute("DO $$ BEGIN FOR i IN 1.." + tables + " LOOP"
                + " EXECUTE format('CREATE TABLE t%s (id int PRIMARY KEY, note text)', i); COMMIT;"
                + " END LOOP; END $$");
    }

    /** A server whose transactions together have that many locks. */
    private static EmbeddedPostgres serverWithLocks(int perTransaction, int transactions) throws IOException {
        return EmbeddedPostgres.builder()
                .setServerConfig("fsync", "off")
                .setServerConfig("max_connections", Integer.toString(transactions))
                .setServerConfig("max_locks_per_transaction", Integer.toString(perTransaction))
                .start();
    }

    private static TestDatabase databaseOf(EmbeddedPostgres server) {
        return new TestDatabase("localhost", server.getPort(), "postgres", "postgres", "any");
    }

    @Test
    void manyTablesAreLoadedShownAndDropped() throws IOException {
        createTables(MANY);
        SmallLake lake = new SmallLake(folder);
        lake.postgres(source, "2024-01-20");
        try (EmbeddedPostgres server = serverWithLocks(20, 100)) {
            TestDatabase warehouse = databaseOf(server);
            warehouse.execute(SLOW_VIEWS);

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
    }

    @Test
    void viewsBeyondTheLockTableAreRefusedBeforeAnyWorkOrMoveInGroups() throws IOException {
        createTables(100);
        SmallLake lake = new SmallLake(folder);
        lake.postgres(source, "2024-01-20");
        try (EmbeddedPostgres server = serverWithLocks(10, 20)) {
            TestDatabase warehouse = databaseOf(server);

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
