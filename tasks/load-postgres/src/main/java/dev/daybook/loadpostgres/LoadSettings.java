package dev.daybook.loadpostgres;

import dev.daybook.loadpostgres.build.BuildSettings;
import dev.daybook.loadpostgres.gate.SourceStep;
import dev.daybook.loadpostgres.gate.WarehouseSpelling;
import dev.daybook.loadpostgres.periods.PeriodsSettings;
import dev.daybook.loadpostgres.switchover.ViewSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The options of a load, checked.
 *
 * @param sources the sources whose extracts make up a period, and their steps where they are known
 * @param connections how many tables are loaded at once
 * @param keepDays how many days stay in the warehouse, at least 1; empty for as many as the load mode keeps
 * @param grantTo the role that may read the day's tables and the views
 * @param strictForeignKeys whether a foreign key with orphans stops the load
 * @param maxShrink by how many percent a table may shrink; empty for any
 * @param allowMissing the tables that may be missing although they were there before, by their names in the warehouse
 * @param recreateViews whether a view that cannot be changed in place is dropped and made anew
 * @param readerWait how long the switch of the views tries to get past readers
 * @param takeOver whether the period's own schema goes although Daybook did not make it or something in it
 * @param switchInGroups how many views move at a time; empty for all
 */
record LoadSettings(
        List<SourceStep> sources,
        int connections,
        OptionalInt keepDays,
        Optional<String> grantTo,
        boolean strictForeignKeys,
        OptionalDouble maxShrink,
        List<WarehouseSpelling> allowMissing,
        boolean recreateViews,
        Duration readerWait,
        boolean takeOver,
        OptionalInt switchInGroups) {

    private static final int SNAPSHOT_DAYS = 90;

    /** How many days of snapshots stay. */
    int snapshotDays() {
        return keepDays.orElse(SNAPSHOT_DAYS);
    }

    /** What of it says how tables are built. */
    BuildSettings build() {
        return new BuildSettings(connections, strictForeignKeys, grantTo);
    }

    /** What of it says how sources are loaded whose data comes a period at a time. */
    PeriodsSettings periods() {
        return new PeriodsSettings(grantTo, readerWait, keepDays);
    }

    /** What of it says how the views move. */
    ViewSettings views() {
        return new ViewSettings(grantTo, recreateViews, readerWait, switchInGroups);
    }
}
