package dev.daybook.loadpostgres.periods;

import dev.daybook.loadpostgres.build.LoadTable;

/**
 * A dataset whose table of all periods is ready to take its rows.
 *
 * @param table the dataset
 * @param ddl the statements on its table
 * @param binary whether the table takes the rows as COPY BINARY data: not where it is wider than the extract
 */
record PreparedTable(LoadTable table, PeriodsTable ddl, boolean binary) {}
