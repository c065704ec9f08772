package dev.daybook.loadpostgres.periods;

import dev.daybook.loadpostgres.gate.Extracts;
import dev.daybook.postgres.warehouse.Ledger;
import dev.daybook.postgres.warehouse.LedgerRow;
import dev.daybook.task.Period;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What is to be loaded of a period, and on which terms.
 *
 * @param period the period
 * @param ledger the part's rows in the ledger
 * @param extracts the extract of the part's one source
 * @param tables its tables, prepared
 * @param loadId the load, 8 hexadecimal digits
 * @param damagedLoad the load whose rows are no longer whole, if one has brought the same content before
 * @param grantTo the role that may read the tables
 * @param row what the ledger is to say, once the rows are there
 */
record PeriodWork(
        Period period,
        Ledger ledger,
        Extracts extracts,
        List<PreparedTable> tables,
        String loadId,
        Optional<String> damagedLoad,
        Optional<String> grantTo,
        Supplier<LedgerRow> row) {

    /** Copies the list. */
    PeriodWork {
        tables = List.copyOf(tables);
    }
}
