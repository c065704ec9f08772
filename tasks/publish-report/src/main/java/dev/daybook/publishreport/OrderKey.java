package dev.daybook.publishreport;

import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Checks that a report's rows come in a total order: each row's key comes after that of the row before. Text is compared
 * as COLLATE "C" does, by its bytes in UTF-8.
 */
final class OrderKey {

    private final ReportDefinition report;
    private final ReportColumn[] columns;
    private final int[] positions;
    private String[] last = {};
    private long rows;

    /**
     * @param report names the columns of its key
     * @param resultColumns the columns of its result
     * @throws StepFailure.Configuration when a type of the key has no order that is the same everywhere
     */
    OrderKey(ReportDefinition report, List<ReportColumn> resultColumns) {
        this.report = report;
        List<String> names = resultColumns.stream().map(ReportColumn::name).toList();
        positions = report.orderKey().stream().mapToInt(names::indexOf).toArray();
        columns = Arrays.stream(positions).mapToObj(resultColumns::get).toArray(ReportColumn[]::new);
        for (ReportColumn column : columns) {
            if (column.kind() == ReportColumn.Kind.JSON || column.kind() == ReportColumn.Kind.OTHER) {
                throw new StepFailure.Configuration(
                        "report " + report.name() + ": expected numbers, text, dates, times or"
                                + " booleans in 'order key', found " + column.name() + " of type " + column.typeName());
            }
        }
    }

    /** @throws StepFailure.BadData when the row does not come after the last one, or its key holds NULL */
    void check(String[] values) {
        rows++;
        String[] key = new String[positions.length];
        for (int i = 0; i < key.length; i++) {
            key[i] = values[positions[i]];
            if (key[i] == null) {
                throw new StepFailure.BadData(
                        place() + "expected a value in the order key's column " + columns[i].name() + ", found NULL");
            }
        }
        int order = rows == 1 ? 1 : compare(key, last);
        if (order == 0) {
            throw new StepFailure.BadData(place() + "expected another order key than in the row before, found "
                    + describe(key) + " again; add columns to 'order key' until no two rows are alike");
        }
        if (order < 0) {
            throw new StepFailure.BadData(place() + "expected an order key after " + describe(last) + ", found "
                    + describe(key) + "; let ORDER BY name the columns of 'order key', text with COLLATE \"C\"");
        }
        last = key;
    }

    private String place() {
        return "report " + report.name() + ", row " + rows + ": ";
    }

    private String describe(String[] key) {
        StringBuilder text = new StringBuilder("(");
        for (int i = 0; i < key.length; i++) {
            text.append(i == 0 ? "" : ", ")
                    .append(columns[i].name())
                    .append(" ")
                    .append(EscapedText.of(key[i]));
        }
        return text.append(")").toString();
    }

    private int compare(String[] key, String[] other) {
        for (int i = 0; i < key.length; i++) {
            int order = Objects.equals(key[i], other[i]) ? 0 : compare(columns[i], key[i], other[i]);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int compare(ReportColumn column, String value, String other) {
        return switch (column.kind()) {
            case EXACT_NUMBER, FLOAT -> compareNumbers(value, other);
            case BOOLEAN, TEXT, JSON, OTHER ->
                Arrays.compareUnsigned(value.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
            case MOMENT -> MomentText.compare(value, other);
        };
    }

    /** NaN comes last and infinity before it, as in PostgreSQL. */
    private static int compareNumbers(String value, String other) {
        if (isFinite(value) && isFinite(other)) {
            return new BigDecimal(value).compareTo(new BigDecimal(other));
        }
        return Double.compare(
                isFinite(value) ? 0 : Double.parseDouble(value), isFinite(other) ? 0 : Double.parseDouble(other));
    }

    private static boolean isFinite(String value) {
        return !value.equals("NaN") && !value.endsWith("Infinity");
    }
}
