package dev.daybook.publishreport;

import java.sql.SQLException;
import java.util.List;
import java.util.OptionalInt;

/** The order in which the server itself sorts values, which depends on its collations. */
@FunctionalInterface
interface ServerOrder {

    /**
     * Compares values pair by pair, as the server does where a query names no collation.
     *
     * @param column what the values are of
     * @param lower the values that should come before
     * @param upper the values that should come after, as many
     * @return the first pair that does not ascend, counted from 0; empty when all do
     */
    OptionalInt firstNotAscending(ReportColumn column, List<String> lower, List<String> upper) throws SQLException;
}
