package dev.daybook.loadpostgres.periods;

import dev.daybook.lake.model.Manifest;
import dev.daybook.loadpostgres.gate.Extracts;
import dev.daybook.loadpostgres.session.Sql;
import dev.daybook.postgres.warehouse.WarehouseNames;
import dev.daybook.task.Period;
import dev.daybook.task.text.EscapedText;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the tables of all periods have as many rows of a period as its extract says. Values that were changed are found
 * by {@code verify}, which reads all.
 *
 * @param names the pipeline's schemas
 * @param period the period
 * @param extracts what was loaded
 */
record LoadedRows(WarehouseNames names, Period period, Extracts extracts) {

    /** What is not as the extract says, one line for each table. */
    List<String> differences(Connection connection) throws SQLException {
        List<String> differences = new ArrayList<>();
        for (Manifest.Dataset dataset : extracts.datasets()) {
            PeriodsTable ddl = new PeriodsTable(names, dataset.table(), List.of());
            String target = EscapedText.of(dataset.table().target());
            if (Sql.texts(connection, "SELECT 'yes' WHERE to_regclass(?) IS NOT NULL", ddl.partition(period.date()))
                    .isEmpty()) {
                differences.add(target + " has no partition of " + period.date());
                continue;
            }
            long rows = Long.parseLong(Sql.texts(connection, ddl.count(period)).getFirst());
            if (rows != dataset.content().rows()) {
                differences.add(target + " has " + rows + " rows of "
                        + dataset.content().rows());
            }
        }
        return differences;
    }
}
