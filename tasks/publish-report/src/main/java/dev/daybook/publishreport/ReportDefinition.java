package dev.daybook.publishreport;

import java.util.List;

/**
 * A report as its file declares it.
 *
 * @param name the file's name without {@code .sql}; the report's folder in the lake
 * @param title a line for people
 * @param columns the names of its columns, in order
 * @param orderKey the columns that its rows are ordered by; no two rows have the same values in them; empty when there is
 *     one row at most
 * @param totals the columns whose sums the log and the JSON file tell; may be empty
 * @param parameters its own parameters, each with its value
 * @param sql the query, the heading's comment included
 */
record ReportDefinition(
        String name,
        String title,
        List<String> columns,
        List<KeyColumn> orderKey,
        List<String> totals,
        List<ReportParameter> parameters,
        String sql) {

    /** Copies the lists. */
    ReportDefinition {
        columns = List.copyOf(columns);
        orderKey = List.copyOf(orderKey);
        totals = List.copyOf(totals);
        parameters = List.copyOf(parameters);
    }

    /** The same report with other values of its parameters. */
    ReportDefinition withParameters(List<ReportParameter> values) {
        return new ReportDefinition(name, title, columns, orderKey, totals, values, sql);
    }
}
