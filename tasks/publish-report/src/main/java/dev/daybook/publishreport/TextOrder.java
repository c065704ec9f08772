package dev.daybook.publishreport;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * Which order a text column of a report's order key has: that of COLLATE "C", by its bytes in UTF-8, or that of the
 * database. All its rows must have the same one. The server is only asked where the bytes do not decide, in portions.
 */
final class TextOrder {

    private static final int PAIRS_AT_ONCE = 2_000;

    private final ReportColumn column;
    private final ServerOrder server;
    private final List<Pair> pairs = new ArrayList<>();
    private boolean canBeBytes = true;
    private boolean canBeServer = true;

    /**
     * Two neighbouring rows that this column puts in order.
     *
     * @param lower the value that must come before
     * @param upper the value that must come after
     * @param rows the rows
     */
    private record Pair(String lower, String upper, OrderKey.Neighbours rows) {}

    TextOrder(ReportColumn column, ServerOrder server) {
        this.column = column;
        this.server = server;
    }

    /**
     * Takes two values that are not equal.
     *
     * @throws dev.daybook.task.StepFailure.BadData when the rows so far have neither order
     */
    void add(String lower, String upper, OrderKey.Neighbours rows) throws SQLException {
        boolean ascends = compareBytes(lower, upper) < 0;
        if (!ascends && !canBeServer) {
            throw rows.notInOrder();
        }
        canBeBytes &= ascends;
        if (canBeServer) {
            pairs.add(new Pair(lower, upper, rows));
            if (pairs.size() == PAIRS_AT_ONCE) {
                askServer();
            }
        }
    }

    /** Compares what is left after the last row. */
    void finish() throws SQLException {
        if (!canBeBytes && !pairs.isEmpty()) {
            askServer();
        }
    }

    private void askServer() throws SQLException {
        OptionalInt wrong = server.firstNotAscending(
                column,
                pairs.stream().map(Pair::lower).toList(),
                pairs.stream().map(Pair::upper).toList());
        canBeServer = wrong.isEmpty();
        if (!canBeServer && !canBeBytes) {
            throw pairs.get(wrong.getAsInt()).rows().notInOrder();
        }
        pairs.clear();
    }

    private static int compareBytes(String value, String other) {
        return Arrays.compareUnsigned(value.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
