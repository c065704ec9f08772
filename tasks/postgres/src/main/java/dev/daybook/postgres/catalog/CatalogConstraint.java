package dev.daybook.postgres.catalog;

import dev.daybook.lake.model.DatasetName;
import java.util.List;
import java.util.Optional;

/**
 * A row of {@code pg_constraint}, with what else is needed of it.
 *
 * @param name its name
 * @param kind its {@code contype}: p primary key, u unique, f foreign key, c check, x exclusion
 * @param deferrable whether it is DEFERRABLE
 * @param validated false for NOT VALID
 * @param definition as {@code pg_get_constraintdef} prints it
 * @param columns the {@code attnum} of its columns, in order; none for a check of no column
 * @param referenced the table that a foreign key refers to
 * @param referencedColumns the columns that a foreign key refers to, in the same order
 * @param nullsNotDistinct whether two NULLs count as equal
 * @param temporal whether it is a WITHOUT OVERLAPS or PERIOD constraint (PostgreSQL 18)
 */
record CatalogConstraint(
        String name,
        char kind,
        boolean deferrable,
        boolean validated,
        String definition,
        List<Integer> columns,
        Optional<DatasetName> referenced,
        List<String> referencedColumns,
        boolean nullsNotDistinct,
        boolean temporal) {}
