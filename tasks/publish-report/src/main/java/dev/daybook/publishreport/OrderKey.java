package dev.daybook.publishreport;

import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks that a report's rows come in a total order: each row's key comes after that of the row before. Without a key
 * there may be one row at most.
 */
final class OrderKey {

    private final ReportDefinition report;
    private final List<Part> parts = new ArrayList<>();
    private String[] last = {};
    private long rows;

    /**
     * A column of the key in the result.
     *
     * @param key how it is declared
     * @param column what it is
     * @param position its place among the result's columns
     * @param text how its values are compared when they are text
     */
    private record Part(KeyColumn key, ReportColumn column, int position, TextOrder text) {}

    /**
     * Two rows that follow each other.
     *
     * @param before the key of the first
     * @param found the key of the second
     * @param row the number of the second, from 1
     */
    record Neighbours(OrderKey key, String[] before, String[] found, long row) {

        /** What to say when they stand the wrong way round. */
        StepFailure notInOrder() {
            return new StepFailure.BadData(key.place(row) + "expected an order key after " + key.describe(before)
                    + ", found " + key.describe(found) + "; let ORDER BY name the columns of 'order key' with their"
                    + " directions, text in the database's order or with COLLATE \"C\"");
        }
    }

    /**
     * @param report names the columns of its key
     * @param resultColumns the columns of its result
     * @param server the order of the database that sorts the rows
     * @throws StepFailure.Configuration when a type of the key has no order that is the same everywhere
     */
    OrderKey(ReportDefinition report, List<ReportColumn> resultColumns, ServerOrder server) {
        this.report = report;
        List<String> names = resultColumns.stream().map(ReportColumn::name).toList();
        for (KeyColumn key : report.orderKey()) {
            int position = names.indexOf(key.name());
            ReportColumn column = resultColumns.get(position);
            if (column.kind() == ReportColumn.Kind.JSON || column.kind() == ReportColumn.Kind.OTHER) {
                throw new StepFailure.Configuration(
                        "report " + report.name() + ": expected numbers, text, dates, times or"
                                + " booleans in 'order key', found " + column.name() + " of type " + column.typeName());
            }
            parts.add(new Part(key, column, position, new TextOrder(column, server)));
        }
    }

    /** @throws StepFailure.BadData when the row does not come after the last one, or its key holds NULL */
    void check(String[] values) throws SQLException {
        rows++;
        if (parts.isEmpty() && rows > 1) {
            throw new StepFailure.BadData(place(rows)
                    + "expected one row at most without an order key, found another; add a line '-- order key: ...' to"
                    + " the heading and ORDER BY to the query");
        }
        String[] key = key(values);
        if (rows > 1) {
            compare(new Neighbours(this, last, key, rows));
        }
        last = key;
    }

    /** @throws StepFailure.BadData when the rows that have come are in no order */
    void finish() throws SQLException {
        for (Part part : parts) {
            part.text().finish();
        }
    }

    private String[] key(String[] values) {
        String[] key = new String[parts.size()];
        for (int i = 0; i < key.length; i++) {
            Part part = parts.get(i);
            key[i] = values[part.position()];
            if (key[i] == null && part.key().nulls().isEmpty()) {
                throw new StepFailure.BadData(place(rows) + "expected a value in the order key's column "
                        + part.key().name() + ", found NULL; where it may be missing, say 'nulls first' or 'nulls"
                        + " last' after it");
            }
        }
        return key;
    }

    /** The first column with another value than before decides. */
    private void compare(Neighbours rows) throws SQLException {
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            String before = rows.before()[i];
            String found = rows.found()[i];
            if (before == null || found == null) {
                if (before == null && found == null) {
                    continue;
                }
                if ((before == null) != (part.key().nulls().orElseThrow() == KeyColumn.Nulls.FIRST)) {
                    throw rows.notInOrder();
                }
                return;
            }
            if (isDecidedBy(part, before, found, rows)) {
                return;
            }
        }
        throw new StepFailure.BadData(place(rows.row()) + "expected another order key than in the row before, found "
                + describe(rows.found()) + " again; add columns to 'order key' until no two rows are alike");
    }

    private static boolean isDecidedBy(Part part, String before, String found, Neighbours rows) throws SQLException {
        boolean ascending = part.key().direction() == KeyColumn.Direction.ASCENDING;
        String lower = ascending ? before : found;
        String upper = ascending ? found : before;
        if (lower.equals(upper)) {
            return false;
        }
        int order = switch (part.column().kind()) {
            case EXACT_NUMBER, FLOAT -> compareNumbers(lower, upper);
            case BOOLEAN -> lower.compareTo(upper);
            case MOMENT -> MomentText.compare(lower, upper);
            case TEXT, JSON, OTHER -> {
                part.text().add(lower, upper, rows);
                yield -1;
            }
        };
        if (order > 0) {
            throw rows.notInOrder();
        }
        return order < 0;
    }

    private String place(long row) {
        return "report " + report.name() + ", row " + row + ": ";
    }

    private String describe(String[] key) {
        StringBuilder text = new StringBuilder("(");
        for (int i = 0; i < key.length; i++) {
            text.append(i == 0 ? "" : ", ")
                    .append(parts.get(i).key().name())
                    .append(" ")
                    .append(key[i] == null ? "NULL" : EscapedText.of(key[i]));
        }
        return text.append(")").toString();
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
