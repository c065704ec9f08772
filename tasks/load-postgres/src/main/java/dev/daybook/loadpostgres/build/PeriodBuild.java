package dev.daybook.loadpostgres.build;

import dev.daybook.loadpostgres.ddl.RelationNames;
import dev.daybook.loadpostgres.schema.DroppedSchema;
import dev.daybook.loadpostgres.schema.Grants;
import dev.daybook.loadpostgres.session.Sql;
import dev.daybook.loadpostgres.session.Warehouse;
import dev.daybook.postgres.connect.SqlFailure;
import dev.daybook.postgres.name.Identifier;
import dev.daybook.postgres.warehouse.BuiltSchema;
import dev.daybook.postgres.warehouse.BuiltSchemas;
import dev.daybook.postgres.warehouse.WarehouseNames;
import dev.daybook.task.ParallelWork;
import dev.daybook.task.StepContext;
import dev.daybook.task.StepFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds a period's tables in a schema beside the period's own, where nobody looks yet. */
public final class PeriodBuild {

    private static final Logger LOG = LoggerFactory.getLogger(PeriodBuild.class);
    private static final int DISCARD_TRIES = 10;

    private final Warehouse warehouse;
    private final WarehouseNames names;
    private final BuiltSchema built;
    private final String schema;
    private final BuildSettings settings;
    private final LeftOut leftOut;
    private final StepContext context;
    private final Map<String, Duration> times = new ConcurrentHashMap<>();

    /**
     * @param names the pipeline's schemas
     * @param built the load that builds, and its tables
     */
    public PeriodBuild(
            Warehouse warehouse,
            WarehouseNames names,
            BuiltSchema built,
            BuildSettings settings,
            LeftOut leftOut,
            StepContext context) {
        this.warehouse = warehouse;
        this.names = names;
        this.built = built;
        this.schema = names.staging(built.period(), built.loadId());
        this.settings = settings;
        this.leftOut = leftOut;
        this.context = context;
    }

    /**
     * Loads all tables, then adds the foreign keys and grants.
     *
     * @throws StepFailure.BadData when a row, a count or a hash is not as it must be
     */
    public void build(List<LoadTable> tables) {
        warehouse.runTransaction(connection -> {
            Sql.execute(connection, "CREATE SCHEMA " + Identifier.quote(schema));
            new BuiltSchemas(names.pipeline()).mark(connection, schema, built);
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
        warehouse.run(connection -> {
            int added = new ForeignKeys(schema, settings.strictForeignKeys(), leftOut, context, tables)
                    .add(connection, tables);
            LOG.info("{} tables loaded, {} foreign keys hold", tables.size(), added);
            if (settings.grantTo().isPresent()) {
                Grants.onTables(connection, schema, settings.grantTo().get());
            }
        });
    }

    /** How long each table took so far, by its name in the warehouse. */
    public Map<String, Duration> times() {
        return Map.copyOf(times);
    }

    private void loadAll(TableLoad load, List<LoadTable> tables) {
        int workers = Math.min(settings.connections(), tables.size());
        List<Connection> open = new ArrayList<>();
        new ParallelWork<>(tables, failure -> abort(open, failure))
                .run("loader", Collections.nCopies(workers, waiting -> work(load, waiting, open)));
    }

    private void work(TableLoad load, ParallelWork<LoadTable> waiting, List<Connection> open) {
        try (Connection connection = register(open)) {
            loadWaiting(load, waiting, connection);
        } catch (SQLException e) {
            throw SqlFailure.of(e, warehouse.place());
        }
    }

    private void loadWaiting(TableLoad load, ParallelWork<LoadTable> waiting, Connection connection) {
        try {
            for (Optional<LoadTable> table = waiting.next(); table.isPresent(); table = waiting.next()) {
                long start = System.nanoTime();
                load.load(connection, table.get());
                times.put(table.get().target(), Duration.ofNanos(System.nanoTime() - start));
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

    /** Ends the other workers. */
    private static void abort(List<Connection> open, Throwable reason) {
        synchronized (open) {
            for (Connection connection : open) {
                try {
                    connection.abort(Runnable::run);
                } catch (SQLException e) {
                    reason.addSuppressed(e);
                }
            }
        }
    }

    /**
     * Drops the schema that was built and is not wanted. Workers that were ended may hold its tables for a moment; a
     * schema that stays is dropped by the next load.
     */
    public void discard() {
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
