package dev.daybook.lake.rule;

import dev.daybook.lake.model.ColumnDefinition;
import dev.daybook.lake.model.ColumnType;
import dev.daybook.lake.model.LakePaths;
import dev.daybook.lake.model.LoadMode;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.lake.model.WarehouseName;
import dev.daybook.lake.rule.DefinitionFault.Part;
import dev.daybook.task.text.EscapedText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What events and keyed datasets need. */
final class LoadRules {

    /** A table's partition of a day has the day behind its name: {@code web_log_2024_01_20}. */
    private static final int LONGEST_TARGET = WarehouseName.LONGEST_BYTES - "_2024_01_20".length();

    /** The table that rows wait in until the row that they refer to has come. */
    private static final String HELD = "held";

    private LoadRules() {}

    /** An extract whose datasets are loaded in two ways could not be put in place by one load. */
    static List<DefinitionFault> mixed(List<TableDefinition> tables) {
        Optional<TableDefinition> snapshot = first(tables, true);
        Optional<TableDefinition> other = first(tables, false);
        if (snapshot.isEmpty() || other.isEmpty()) {
            return List.of();
        }
        return List.of(DefinitionFault.of(
                other.get(),
                Part.LOAD,
                "expected all datasets of an extract to be snapshots or none, found "
                        + EscapedText.of(snapshot.get().dataset()) + " loaded as snapshot and "
                        + EscapedText.of(other.get().dataset()) + " as "
                        + other.get().load().word() + "; extract them as two sources"));
    }

    private static Optional<TableDefinition> first(List<TableDefinition> tables, boolean wholeState) {
        return tables.stream()
                .filter(table -> table.load().holdsWholeState() == wholeState)
                .findFirst();
    }

    static List<DefinitionFault> faults(TableDefinition table) {
        List<DefinitionFault> faults = new ArrayList<>();
        switch (table.load()) {
            case LoadMode.Snapshot _ -> {}
            case LoadMode.Events _ -> verifyPeriods(table, faults);
            case LoadMode.Keyed keyed -> {
                verifyPeriods(table, faults);
                verifyKeyed(table, keyed, faults);
            }
        }
        return faults;
    }

    private static void verifyPeriods(TableDefinition table, List<DefinitionFault> faults) {
        String mode = table.load().word();
        int bytes = WarehouseName.bytes(table.target());
        if (bytes > LONGEST_TARGET) {
            faults.add(DefinitionFault.of(
                    table,
                    Part.TARGET,
                    "expected a name in the warehouse of at most " + LONGEST_TARGET + " bytes for a dataset loaded as "
                            + mode + ", found " + bytes + ": '" + EscapedText.of(table.target()) + "'"));
        }
        for (int i = 0; i < table.columns().size(); i++) {
            if (table.columns().get(i).name().equals(LakePaths.PERIOD_KEY)) {
                faults.add(DefinitionFault.of(
                        table,
                        i,
                        Part.NAME,
                        "the warehouse adds a column '" + LakePaths.PERIOD_KEY + "' to a dataset loaded as " + mode
                                + "; give this one another name"));
            }
        }
    }

    private static void verifyKeyed(TableDefinition table, LoadMode.Keyed keyed, List<DefinitionFault> faults) {
        if (table.target().equals(HELD)) {
            faults.add(DefinitionFault.of(
                    table,
                    Part.TARGET,
                    "the warehouse has a table '" + HELD
                            + "' of its own beside keyed datasets; give this one another name there"));
        }
        if (table.primaryKey().isEmpty()) {
            faults.add(DefinitionFault.of(
                    table, Part.PRIMARY_KEY, "expected a primary key of a dataset loaded as keyed, found none"));
        }
        switch (keyed.keep()) {
            case LATEST -> verifyVersion(table, keyed.version(), faults);
            case FIRST -> {
                if (!keyed.version().isEmpty()) {
                    faults.add(version(
                            table,
                            "expected no version columns where the first row stays, found '"
                                    + EscapedText.of(keyed.version().getFirst()) + "'"));
                }
            }
        }
    }

    private static void verifyVersion(TableDefinition table, List<String> version, List<DefinitionFault> faults) {
        Set<String> seen = new HashSet<>();
        for (String name : version) {
            String shown = "'" + EscapedText.of(name) + "'";
            Optional<ColumnDefinition> column = table.columns().stream()
                    .filter(found -> found.name().equals(name))
                    .findFirst();
            if (column.isEmpty()) {
                faults.add(version(table, "expected version columns of the table, found " + shown));
            } else if (!seen.add(name)) {
                faults.add(version(table, "expected each version column once, found " + shown + " twice"));
            } else if (isInKey(table, name)) {
                faults.add(version(table, "expected version columns outside the primary key, found " + shown));
            } else if (!isOrdered(column.get())) {
                faults.add(version(
                        table,
                        "expected version columns of numbers, dates or times, found " + shown + " of type "
                                + EscapedText.of(column.get().sourceType().formatted())));
            }
        }
    }

    private static boolean isInKey(TableDefinition table, String column) {
        return table.primaryKey().isPresent()
                && table.primaryKey().get().columns().contains(column);
    }

    private static DefinitionFault version(TableDefinition table, String reason) {
        return DefinitionFault.of(table, Part.VERSION, reason);
    }

    /** Whether everyone agrees which of two values is greater; texts are in another order for each language. */
    private static boolean isOrdered(ColumnDefinition column) {
        return switch (column.type()) {
            case ColumnType.Int16 _,
                    ColumnType.Int32 _,
                    ColumnType.Int64 _,
                    ColumnType.Float32 _,
                    ColumnType.Float64 _,
                    ColumnType.Decimal _,
                    ColumnType.Date _,
                    ColumnType.Time _,
                    ColumnType.Timestamp _ -> true;
            case ColumnType.Text _ -> column.sourceType().name().equals("numeric");
            case ColumnType.Bool _,
                    ColumnType.EnumText _,
                    ColumnType.Json _,
                    ColumnType.Binary _,
                    ColumnType.Uuid _,
                    ColumnType.ListOf _ -> false;
        };
    }
}
