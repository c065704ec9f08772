package dev.daybook.postgres.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.lake.model.SourceName;
import dev.daybook.task.Period;
import dev.daybook.task.PipelineName;
import dev.daybook.testing.PostgresServer;
import dev.daybook.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private static final PipelineName PIPELINE = new PipelineName("northwind");
    private static final Period DAY = Period.parse("2024-01-20");
    private static final Ledger SNAPSHOTS = new Ledger(PIPELINE);
    private static final Ledger WEB_LOG = new Ledger(PIPELINE, Part.of(new SourceName("weblog")));

    private static final String PRIMARY_KEY =
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = 'daybook.load_ledger'::regclass AND contype = 'p'";

    private final TestDatabase database = PostgresServer.shared().createDatabase();

    /** The ledger and the history of the version that knew only snapshots, with one period. */
    private void makeEarlierLedger() {
        database.execute(
                "CREATE SCHEMA daybook",
                "CREATE TABLE daybook.load_ledger (pipeline text NOT NULL, period text NOT NULL,"
                        + " schema_name text NOT NULL, manifests_hash text NOT NULL, load_id text NOT NULL,"
                        + " as_of timestamptz NOT NULL, rows bigint NOT NULL, datasets jsonb NOT NULL,"
                        + " run_id text NOT NULL, loader_version text NOT NULL, loaded_at timestamptz NOT NULL,"
                        + " seconds double precision NOT NULL, left_out text[] NOT NULL, PRIMARY KEY (pipeline, period))",
                "CREATE TABLE daybook.load_history (pipeline text NOT NULL, period text NOT NULL, event text NOT NULL,"
                        + " at timestamptz NOT NULL, manifests_hash text NOT NULL, load_id text NOT NULL,"
                        + " as_of timestamptz NOT NULL, rows bigint NOT NULL, run_id text NOT NULL,"
                        + " loader_version text NOT NULL)",
                "INSERT INTO daybook.load_ledger VALUES ('northwind', '2024-01-20', 'northwind_2024_01_20', 'old',"
                        + " '0000000a', '2024-01-21Z', 3, '{\"orders\": 3}', 'first', '0.1.0', '2024-01-21Z', 1.5, '{}')",
                "INSERT INTO daybook.load_history VALUES ('northwind', '2024-01-20', 'loaded', '2024-01-21Z', 'old',"
                        + " '0000000a', '2024-01-21Z', 3, 'first', '0.1.0')");
    }

    private static LedgerRow row(String schema, String hash, String loadId) {
        Instant time = Instant.parse("2024-01-21T00:00:00Z");
        return new LedgerRow(
                DAY,
                schema,
                hash,
                loadId,
                time,
                Map.of("orders", 3L),
                "run",
                "0.1.0",
                time,
                1.5,
                List.of(),
                Optional.empty());
    }

    @Test
    void aLedgerOfAnEarlierVersionIsReadAsItIs() throws SQLException {
        makeEarlierLedger();
        try (Connection connection = database.connect()) {
            assertThat(SNAPSHOTS.find(connection, DAY)).map(LedgerRow::loadId).contains("0000000a");
            assertThat(SNAPSHOTS.all(connection)).hasSize(1);
            assertThat(WEB_LOG.find(connection, DAY)).isEmpty();
        }
    }

    @Test
    void aLedgerOfAnEarlierVersionGetsPartsAndItsRowsAreOfSnapshots() throws SQLException {
        makeEarlierLedger();
        try (Connection connection = database.connect()) {
            WarehouseTables.createMissing(connection);

            assertThat(SNAPSHOTS.find(connection, DAY)).map(LedgerRow::loadId).contains("0000000a");
            SNAPSHOTS.write(connection, row("northwind_2024_01_20", "new", "0000000b"));
            WEB_LOG.write(connection, row("northwind_periods", "other", "0000000c"));

            assertThat(SNAPSHOTS.all(connection)).extracting(LedgerRow::loadId).containsExactly("0000000b");
            assertThat(WEB_LOG.all(connection)).extracting(LedgerRow::loadId).containsExactly("0000000c");
        }
        assertThat(database.query(PRIMARY_KEY)).containsExactly("PRIMARY KEY (pipeline, part, period)");
        assertThat(database.query("SELECT part, event FROM daybook.load_history ORDER BY at"))
                .containsExactly("snapshot|loaded", "snapshot|replaced", "weblog|loaded");
    }

    @Test
    void aPartIsSignedAndRemovedWithoutTheOthers() throws SQLException {
        try (Connection connection = database.connect()) {
            WarehouseTables.createMissing(connection);
            SNAPSHOTS.write(connection, row("northwind_2024_01_20", "a", "0000000a"));
            WEB_LOG.write(connection, row("northwind_periods", "b", "0000000b"));

            WEB_LOG.sign(connection, DAY, "key");
            SNAPSHOTS.remove(connection, DAY, Ledger.Event.RETIRED, "run");

            assertThat(SNAPSHOTS.find(connection, DAY)).isEmpty();
            assertThat(WEB_LOG.find(connection, DAY))
                    .flatMap(LedgerRow::signedBy)
                    .contains("key");
        }
    }

    @Test
    void loadsThatAddThePartsAtOnceAllGoOn() throws Exception {
        makeEarlierLedger();
        int loads = 4;
        CyclicBarrier start = new CyclicBarrier(loads);
        Callable<Boolean> load = () -> {
            try (Connection connection = database.connect()) {
                start.await();
                WarehouseTables.createMissing(connection);
                return SNAPSHOTS.find(connection, DAY).isPresent();
            }
        };
        try (ExecutorService threads = Executors.newFixedThreadPool(loads)) {
            for (Future<Boolean> done :
                    threads.invokeAll(Stream.generate(() -> load).limit(loads).toList())) {
                assertThat(done.get()).isTrue();
            }
        }
        assertThat(database.query(PRIMARY_KEY)).containsExactly("PRIMARY KEY (pipeline, part, period)");
    }

    @Test
    void aSourceCannotHaveTheNameOfTheSnapshots() {
        assertThatThrownBy(() -> Part.of(new SourceName("snapshot")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a source that is loaded by itself cannot be called 'snapshot': the ledger calls all snapshots"
                                + " of a pipeline so; take another name");
    }
}
