package dev.daybook.loadpostgres.retention;

import dev.daybook.loadpostgres.schema.DroppedSchema;
import dev.daybook.loadpostgres.schema.SchemaOrigin;
import dev.daybook.loadpostgres.session.PeriodLock;
import dev.daybook.loadpostgres.session.Sql;
import dev.daybook.loadpostgres.session.Warehouse;
import dev.daybook.postgres.warehouse.BuiltSchemas;
import dev.daybook.postgres.warehouse.Part;
import dev.daybook.postgres.warehouse.WarehouseNames;
import dev.daybook.task.Period;
import dev.daybook.task.StepContext;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drops schemas that nobody needs any more: what dead loads left, and what was replaced or taken out. */
public final class StagingSchemas {

    private static final Logger LOG = LoggerFactory.getLogger(StagingSchemas.class);

    private final Warehouse warehouse;
    private final WarehouseNames names;
    private final boolean takeOver;
    private final StepContext context;
    private final Set<String> warned = new HashSet<>();

    /** @param takeOver whether schemas of the own period are dropped although Daybook did not make them or something in them */
    public StagingSchemas(Warehouse warehouse, WarehouseNames names, boolean takeOver, StepContext context) {
        this.takeOver = takeOver;
        this.warehouse = warehouse;
        this.names = names;
        this.context = context;
    }

    /**
     * Drops the staging schemas: builds of loads that died, and days that were replaced. One that somebody uses, or builds,
     * stays until the next load.
     *
     * @param own the period whose {@link PeriodLock} the caller holds
     */
    public void drop(Period own) {
        List<String> staging =
                warehouse.shortWork(connection -> Sql.texts(connection, "SELECT nspname FROM pg_namespace").stream()
                        .filter(names::isStaging)
                        .sorted()
                        .toList());
        for (String schema : staging) {
            dropWhenFree(schema, own);
        }
    }

    private void dropWhenFree(String schema, Period own) {
        Period period = names.periodOf(schema).orElseThrow();
        if (period.equals(own)) {
            drop(schema, takeOver);
            return;
        }
        Optional<PeriodLock> lock = PeriodLock.tryToTake(warehouse, names.pipeline(), period, Part.SNAPSHOT);
        if (lock.isPresent()) {
            try (PeriodLock _ = lock.get()) {
                drop(schema, false);
            }
        }
    }

    /** Forgets what was noted of schemas that are gone. */
    public void forgetDropped() {
        warehouse.runShort(connection -> {
            new BuiltSchemas(names.pipeline()).forgetDropped(connection);
        });
    }

    private void drop(String schema, boolean takeOver) {
        switch (warehouse.shortWork(connection -> SchemaOrigin.of(connection, names, schema))) {
            case SchemaOrigin.Foreign foreign when takeOver -> dropTakenOver(foreign);
            case SchemaOrigin.Foreign foreign -> warnOnce(foreign);
            case SchemaOrigin.Made made -> {
                Optional<String> stays =
                        DroppedSchema.drop(warehouse, schema, made.built().tables());
                stays.ifPresentOrElse(
                        reason -> LOG.info("schema {} stays until a later load drops it: {}", schema, reason),
                        () -> LOG.info("dropped schema {}", schema));
            }
            case SchemaOrigin.Absent _ -> LOG.debug("schema {} is gone already", schema);
        }
    }

    /** All of its tables may go; whatever else is in it keeps it, as no drop is CASCADE. */
    private void dropTakenOver(SchemaOrigin.Foreign foreign) {
        List<String> tables = warehouse.shortWork(connection -> DroppedSchema.tables(connection, foreign.name()));
        Optional<String> stays = DroppedSchema.drop(warehouse, foreign.name(), tables);
        if (stays.isEmpty()) {
            context.warn("schema " + foreign.schema() + " was dropped with its tables, as --take-over says, although "
                    + foreign.reason());
        } else if (warned.add(foreign.schema())) {
            context.warn("schema " + foreign.schema() + " stays in spite of --take-over: " + stays.get() + "; "
                    + foreign.advice());
        }
    }

    private void warnOnce(SchemaOrigin.Foreign foreign) {
        if (warned.add(foreign.schema())) {
            context.warn(foreign.stays());
        }
    }
}
