package dev.daybook.loadpostgres.switchover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.loadpostgres.Run;
import dev.daybook.loadpostgres.Shop;
import dev.daybook.task.Period;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a load waits for: not for long, and not without a line. */
class WaitsTest {

    private static final String DAY = "2024-01-20";
    private static final String BUILD = "northwind_2024_01_20__0123abcd";

    @TempDir
    Path folder;

    private Shop shop;

    @BeforeEach
    void loadADay() {
        shop = new Shop(folder);
        shop.loaded(DAY);
    }

    /** Makes what a load that was killed leaves behind. */
    private void leaveABuild() {
        String mark = "Made by Daybook: load 0123abcd of northwind " + Period.parse(DAY);
        shop.warehouse.execute(
                "CREATE SCHEMA " + BUILD,
                "COMMENT ON SCHEMA " + BUILD + " IS '" + mark + "'",
                "INSERT INTO daybook.built_schemas VALUES ('northwind', '0123abcd', '2024-01-20', '{orders}', now())");
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void aDeadBuildThatSomebodyHoldsIsLeftToALaterLoad() throws SQLException {
        leaveABuild();
        try (Connection other = shop.warehouse.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("CREATE TABLE " + BUILD + ".not_committed ()");

            Run run = shop.load(DAY);

            assertThat(run.exitCode()).as(run.log()).isZero();
            assertThat(run.log())
                    .contains("schema " + BUILD
                            + " stays until a later load drops it: canceling statement due to lock timeout");
            other.rollback();
        }
        assertThat(shop.load(DAY).exitCode()).isZero();
        assertThat(shop.schemas()).containsExactly("northwind", "northwind_2024_01_20");
        assertThat(shop.warehouse.query("SELECT count(*) FROM daybook.built_schemas"))
                .containsExactly("1");
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void aLongWaitIsToldWithWhomItIsFor() throws Exception {
        Run run;
        String pid;
        try (Connection other = shop.warehouse.connect();
                Statement statement = other.createStatement()) {
            statement.execute("SET application_name = 'an upgrade'");
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE daybook.step_log IN ACCESS EXCLUSIVE MODE");
            try (var row = statement.executeQuery("SELECT pg_backend_pid()")) {
                row.next();
                pid = row.getString(1);
            }
            CompletableFuture<Run> load = CompletableFuture.supplyAsync(() -> shop.load(DAY));
            waitUntilItHasWaited(8);
            other.rollback();
            run = load.get();
        }

        assertThat(run.exitCode()).as(run.log()).isZero();
        assertThat(run.log())
                .containsPattern("waiting for [5-9] s for pid " + pid
                        + " \\(role postgres, application 'an upgrade'\\), which holds a lock on daybook.step_log");
    }

    private void waitUntilItHasWaited(int seconds) throws InterruptedException {
        for (int i = 0; i < 1200; i++) {
            if (shop.warehouse
                    .query(
                            "SELECT count(*) FROM pg_locks WHERE NOT granted AND waitstart < clock_timestamp() - interval '"
                                    + seconds + " seconds'")
                    .contains("1")) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("the load never waited");
    }
}
