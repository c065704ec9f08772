package dev.daybook.extractpostgres;

import dev.daybook.extractkit.ExtractOptions;
import dev.daybook.postgres.catalog.Catalog;

/**
 * What a run of the step is asked for beyond what every step is.
 *
 * @param extract what every extract is asked for
 * @param catalog which tables, under which names, with which types
 * @param maxValueBytes the largest value that is accepted
 * @param errors what happens when values do not fit the types of their columns
 * @param connections the connections that read at the same time
 */
record PostgresOptions(
        ExtractOptions extract, Catalog catalog, long maxValueBytes, ConversionErrors.Rule errors, int connections) {}
