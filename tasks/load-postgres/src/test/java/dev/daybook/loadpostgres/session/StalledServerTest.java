package dev.daybook.loadpostgres.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.loadpostgres.Run;
import dev.daybook.postgres.connect.ConnectionSettings;
import dev.daybook.postgres.warehouse.Ledger;
import dev.daybook.postgres.warehouse.Part;
import dev.daybook.postgres.warehouse.WarehouseTables;
import dev.daybook.task.Environment;
import dev.daybook.task.Period;
import dev.daybook.task.PipelineName;
import dev.daybook.task.StepFailure;
import dev.daybook.testing.PostgresServer;
import dev.daybook.testing.StallingProxy;
import dev.daybook.testing.TestDatabase;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A warehouse that answers no more, while its connections stay open: short work gives up long before long work would. */
class StalledServerTest {

    private static final PipelineName PIPELINE = new PipelineName("northwind");
    private static final Period DAY = Period.parse("2024-01-20");

    private final TestDatabase database = PostgresServer.shared().createDatabase();

    @BeforeEach
    void makeTheLedger() throws Exception {
        try (var connection = database.connect()) {
            WarehouseTables.createMissing(connection);
        }
    }

    private void assertGivenUp(String statement, Consumer<Warehouse> work) {
        try (StallingProxy stalling = StallingProxy.start(database, statement)) {
            TestDatabase through = stalling.database();
            ConnectionSettings settings =
                    ConnectionSettings.from(new Environment(Run.environment(through.url(), through)), "WAREHOUSE_DB");
            try (Warehouse warehouse = new Warehouse(settings, "stalled", Duration.ofSeconds(1))) {
                assertThatThrownBy(() -> work.accept(warehouse))
                        .isInstanceOf(StepFailure.Temporary.class)
                        .hasMessage("127.0.0.1:" + through.port() + "/" + database.name()
                                + ": the server gave no answer within 1 s, so the connection was given up; run again");
            }
            assertThat(stalling.stalls()).isEqualTo(1);
        }
    }

    @Test
    void theLedgerIsRead() {
        assertGivenUp(
                "FROM daybook.load_ledger",
                warehouse -> warehouse.shortWork(connection -> new Ledger(PIPELINE).find(connection, DAY)));
    }

    @Test
    void aTransactionIsCommitted() {
        assertGivenUp(
                "COMMIT",
                warehouse -> warehouse.transaction(
                        connection -> Sql.texts(connection, "SELECT pg_current_xact_id()::text")));
    }

    @Test
    void aTransactionOfLongWorkIsRolledBack() {
        assertGivenUp(
                "ROLLBACK",
                warehouse -> warehouse.work(connection -> {
                    connection.setAutoCommit(false);
                    return Sql.texts(connection, "SELECT 1");
                }));
    }

    @Test
    void aConnectionIsOpened() {
        assertGivenUp("pg_is_in_recovery", Warehouse::open);
    }

    @Test
    void aPeriodIsLocked() {
        assertGivenUp(
                "pg_try_advisory_xact_lock", warehouse -> PeriodLock.take(warehouse, PIPELINE, DAY, Part.SNAPSHOT));
    }

    /** Long work keeps its own, long limit: it comes back after the short work. */
    @Test
    void longWorkIsNotLimited() {
        ConnectionSettings settings =
                ConnectionSettings.from(new Environment(Run.environment(database.url(), database)), "WAREHOUSE_DB");
        try (Warehouse warehouse = new Warehouse(settings, "long", Duration.ofMillis(500))) {
            warehouse.shortWork(connection -> new Ledger(PIPELINE).find(connection, DAY));

            assertThat(warehouse.<Object>work(connection -> Sql.texts(connection, "SELECT pg_sleep(1)")))
                    .isNotNull();
        }
    }
}
