package dev.daybook.loadpostgres;

import dev.daybook.loadpostgres.ddl.RelationNames;
import dev.daybook.postgres.connect.SqlFailure;
import dev.daybook.postgres.name.Identifier;
import dev.daybook.postgres.warehouse.BuiltSchema;
import dev.daybook.postgres.warehouse.BuiltSchemas;
import dev.daybook.postgres.warehouse.WarehouseNames;
import dev.daybook.task.StepContext;
import dev.daybook.task.StepFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds a day's tables in a schema beside the day's own, where nobody looks yet. */
final class DayBuild {

    private static final Logger LOG = LoggerFactory.getLogger(DayBuild.class);
    private static final int DISCARD_TRIES = 10;

    private final Warehouse warehouse;
    private final WarehouseNames names;
    private final BuiltSchema built;
    private final String schema;
    private final LoadSettings settings;
    private final LeftOut leftOut;
    private final StepContext context;

    /**
     * @param names the pipeline's schemas
     * @param built the load that builds, and its tables
     */
    DayBuild(
            Warehouse warehouse,
            WarehouseNames names,
            BuiltSchema built,
            LoadSettings settings,
            LeftOut leftOut,
            StepContext context) {
        this.warehouse = warehouse;
        this.names = names;
        this.built = built;
        this.schema = names.aside(built.period(), built.loadId());
        this.settings = settings;
        this.leftOut = leftOut;
        this.context = context;
    }

    /**
     * Loads all tables, then adds the foreign keys and grants.
     *
     * @throws StepFailure.BadData when a row, a count or a hash is not as it must be
     */
    void build(List<LoadTable> tables) {
        warehouse.transaction(connection -> {
            Sql.execute(connection, "CREATE SCHEMA " + Identifier.quote(schema));
            new BuiltSchemas(names.pipeline()).mark(connection, schema, built);
            return null;
        });
        TableLoad load = warehouse.work(connection -> {
            RelationNames names =
                    new RelationNames(tables.stream().map(LoadTable::definition).toList());
            int version = Integer.parseInt(Sql.texts(connection, "SELECT current_setting('server_version_num')")
                    .getFirst());
            return new TableLoad(
                    schema,
                    names,
                    TableLoad.operatorClassesOf(connection),
                    version,
                    new OptionalWork(OptionalWork.AT_LEAST),
                    leftOut,
                    context.progress());
        });
        context.progress().expect(tables.size());
        loadAll(load, tables);
        warehouse.work(connection -> {
            int added = new ForeignKeys(schema, settings.strictForeignKeys(), leftOut, context, tables)
                    .add(connection, tables);
            LOG.info("{} tables loaded, {} foreign keys hold", tables.size(), added);
            if (settings.grantTo().isPresent()) {
                Grants.onTables(connection, schema, settings.grantTo().get());
            }
            return null;
        });
    }

    private void loadAll(TableLoad load, List<LoadTable> tables) {
        Queue<LoadTable> waiting = new ConcurrentLinkedQueue<>(tables);
        int workers = Math.min(settings.connections(), tables.size());
        AtomicReference<RuntimeException> failure = new AtomicReference<>();
        List<Connection> open = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(Math.max(1, workers))) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                running.add(executor.submit(() -> work(load, waiting, failure, open)));
            }
            await(running);
        }
        if (failure.get() != null) {
            throw failure.get();
        }
    }

    private void work(
            TableLoad load,
            Queue<LoadTable> waiting,
            AtomicReference<RuntimeException> failure,
            List<Connection> open) {
        try (Connection connection = register(open)) {
            loadWaiting(load, waiting, failure, connection);
        } catch (SQLException e) {
            fail(SqlFailure.of(e, warehouse.place()), failure, open);
        } catch (RuntimeException e) {
            fail(e, failure, open);
        }
    }

    private void loadWaiting(
            TableLoad load,
            Queue<LoadTable> waiting,
            AtomicReference<RuntimeException> failure,
            Connection connection) {
        try {
            for (LoadTable table = waiting.poll(); table != null; table = waiting.poll()) {
                if (failure.get() != null) {
                    return;
                }
                load.load(connection, table);
            }
        } catch (SQLException | RuntimeException e) {
            throw warehouse.failure(connection, e);
        }
    }

    private Connection register(List<Connection> open) {
        Connection connection = warehouse.open();
        synchronized (open) {
            open.add(connection);
        }
        return connection;
    }

    /** Keeps the first failure and ends the other workers by aborting their connections. */
    private static void fail(
            RuntimeException reason, AtomicReference<RuntimeException> failure, List<Connection> open) {
        if (!failure.compareAndSet(null, reason)) {
            return;
        }
        synchronized (open) {
            for (Connection connection : open) {
                abort(connection).ifPresent(reason::addSuppressed);
            }
        }
    }

    private static Optional<SQLException> abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(e);
        }
    }

    private static void await(List<Future<?>> running) {
        for (Future<?> worker : running) {
            try {
                worker.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("a worker ended in an unexpected way", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StepFailure.Temporary("the load was interrupted", e);
            }
        }
    }

    /**
     * Drops the schema that was built and is not wanted. Workers that were ended may hold its tables for a moment; a
     * schema that stays is dropped by the next load.
     */
    void discard() {
        try {
            Optional<String> stays = DroppedSchema.drop(warehouse, schema, built.tables());
            for (int tried = 1; stays.isPresent() && tried < DISCARD_TRIES; tried++) {
                Thread.sleep(100);
                stays = DroppedSchema.drop(warehouse, schema, built.tables());
            }
            stays.ifPresent(reason -> LOG.info("schema {} stays until the next load: {}", schema, reason));
        } catch (StepFailure | IllegalStateException e) {
            LOG.info("schema {} stays until the next load: {}", schema, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
