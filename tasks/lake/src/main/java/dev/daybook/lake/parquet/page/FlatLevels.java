package dev.daybook.lake.parquet.page;

import dev.daybook.lake.column.ColumnVector;
import java.util.Arrays;
import java.util.List;

/** One bit for each row: set where there is a value. No bits are kept as long as no row is NULL. */
final class FlatLevels extends Levels {

    private byte[] present = new byte[0];
    private int rows;
    private int nulls;

    @Override
    ColumnVector leaf(ColumnVector vector) {
        return vector;
    }

    @Override
    int leafStart(ColumnVector vector, int row) {
        return row;
    }

    @Override
    int rowOf(ColumnVector vector, int leafIndex) {
        return leafIndex;
    }

    @Override
    void append(ColumnVector vector, int from, int to) {
        int end = rows + to - from;
        int found = vector.nullCount() == 0 ? 0 : countNulls(vector.nulls(), from, to);
        if (nulls + found > 0) {
            if (present.length * Byte.SIZE < end) {
                present = Arrays.copyOf(present, Math.max(32, Math.max((end >> 3) + 1, present.length * 2)));
            }
            if (nulls == 0) {
                setAll(0, rows);
            }
            if (found == 0) {
                setAll(rows, end);
            } else {
                set(vector.nulls(), from, to);
            }
        }
        nulls += found;
        rows = end;
    }

    private static int countNulls(boolean[] isNull, int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            count += isNull[i] ? 1 : 0;
        }
        return count;
    }

    private void setAll(int from, int to) {
        for (int i = from; i < to; i++) {
            present[i >> 3] |= (byte) (1 << (i & 7));
        }
    }

    private void set(boolean[] isNull, int from, int to) {
        byte[] bits = present;
        int row = rows;
        for (int i = from; i < to; i++, row++) {
            bits[row >> 3] |= (byte) ((isNull[i] ? 0 : 1) << (row & 7));
        }
    }

    @Override
    int entries() {
        return rows;
    }

    @Override
    int nulls() {
        return nulls;
    }

    @Override
    List<Long> repetitionHistogram() {
        return List.of();
    }

    @Override
    List<Long> definitionHistogram() {
        return List.of(); // omitted for one level, as the null count says the same
    }

    @Override
    long memory() {
        return present.length;
    }

    @Override
    void endPage(PageBuffer target) {
        int start = startRuns(target);
        if (nulls == 0) {
            HybridRuns.repeat(target, 1, rows, 1);
        } else if (nulls == rows) {
            HybridRuns.repeat(target, 0, rows, 1);
        } else {
            HybridRuns.packedBits(target, present, rows);
        }
        endRuns(target, start);
        Arrays.fill(present, (byte) 0);
        rows = 0;
        nulls = 0;
    }
}
