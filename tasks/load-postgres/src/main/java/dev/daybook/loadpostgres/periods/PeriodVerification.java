package dev.daybook.loadpostgres.periods;

import dev.daybook.lake.model.ColumnDefinition;
import dev.daybook.lake.model.SourceType;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.loadpostgres.gate.Extracts;
import dev.daybook.loadpostgres.session.Warehouse;
import dev.daybook.loadpostgres.verify.LakeVerification;
import dev.daybook.postgres.name.Identifier;
import dev.daybook.postgres.warehouse.WarehouseNames;
import dev.daybook.task.Period;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads the rows of one period back and compares their content hashes with those that its manifest has.
 *
 * @param names the pipeline's schemas
 * @param period the period
 */
public record PeriodVerification(WarehouseNames names, Period period) {

    /** Types whose values look different in COPY data when the table's column has become wider since the extract. */
    private static final Set<String> WIDENED = Set.of("int2", "int4", "float4");

    /** What differs, one line a table. */
    public List<String> compare(Extracts extracts, Warehouse warehouse) {
        List<String> missing =
                warehouse.work(connection -> new LoadedRows(names, period, extracts).differences(connection));
        return missing.isEmpty() ? new LakeVerification(this::rows).compare(extracts, warehouse) : missing;
    }

    private String rows(TableDefinition table) {
        String columns =
                table.columns().stream().map(PeriodVerification::column).collect(Collectors.joining(", "));
        return "(SELECT " + columns + " FROM "
                + new PeriodsTable(names, table, List.of()).partition(period.date()) + PeriodsTable.where(period)
                + ") AS rows";
    }

    private static String column(ColumnDefinition column) {
        String name = Identifier.quote(column.name());
        SourceType type = column.sourceType();
        boolean isCast = type.kind() == SourceType.Kind.BASE && WIDENED.contains(type.name());
        return isCast ? name + "::pg_catalog." + type.name() + " AS " + name : name;
    }
}
