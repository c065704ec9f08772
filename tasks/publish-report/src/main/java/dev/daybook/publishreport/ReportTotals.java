package dev.daybook.publishreport;

import dev.daybook.task.StepFailure;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The number of a report's rows and the exact sums of the columns that it declares as totals; NULL adds nothing. */
final class ReportTotals {

    private final List<Integer> positions = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final BigDecimal[] sums;
    private long rows;

    /**
     * @param report names the columns to sum
     * @param columns the columns of its result
     * @throws StepFailure.Configuration when the sum of a column depends on the order of its rows, or it has none
     */
    ReportTotals(ReportDefinition report, List<ReportColumn> columns) {
        for (int i = 0; i < columns.size(); i++) {
            ReportColumn column = columns.get(i);
            if (report.totals().contains(column.name())) {
                requireExact(report, column);
                positions.add(i);
                names.add(column.name());
            }
        }
        sums = new BigDecimal[positions.size()];
        java.util.Arrays.fill(sums, BigDecimal.ZERO);
    }

    private static void requireExact(ReportDefinition report, ReportColumn column) {
        if (column.kind() != ReportColumn.Kind.EXACT_NUMBER) {
            throw new StepFailure.Configuration(
                    "report " + report.name() + ": expected an integer or numeric column under"
                            + " 'totals', found " + column.name() + " of type " + column.typeName()
                            + "; of a real take its shortest decimal form, (" + column.name() + "::text)::numeric");
        }
    }

    /** Adds a row. */
    void add(String[] values) {
        rows++;
        for (int i = 0; i < sums.length; i++) {
            String value = values[positions.get(i)];
            if (value != null) {
                sums[i] = sums[i].add(decimal(value, names.get(i)));
            }
        }
    }

    private static BigDecimal decimal(String value, String column) {
        try {
            return new BigDecimal(value);
        } catch (NumberFormatException e) {
            throw new StepFailure.BadData(
                    "column " + column + ": expected numbers that can be summed, found " + value, e);
        }
    }

    /** The number of rows. */
    long rows() {
        return rows;
    }

    /** The sums by column, as plain decimal numbers, in the order of the columns. */
    Map<String, String> sums() {
        Map<String, String> byColumn = new LinkedHashMap<>();
        for (int i = 0; i < sums.length; i++) {
            byColumn.put(names.get(i), sums[i].toPlainString());
        }
        return byColumn;
    }
}
