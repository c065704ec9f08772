package dev.daybook.lake.parquet.page;

import dev.daybook.lake.column.ColumnVector;
import dev.daybook.lake.column.ListVector;
import java.util.Arrays;
import java.util.List;

/**
 * Lists of three levels. Definition: 0 a NULL list, 1 an empty list, 2 a NULL element, 3 an element. Repetition: 0 the
 * first entry of a row, 1 a further element.
 */
public final class ListLevels extends Levels {

    /** The definition level of an empty list. */
    public static final int EMPTY = 1;
    /** The definition level of a NULL in a list. */
    public static final int NULL_ELEMENT = 2;
    /** The definition level of a value in a list. */
    public static final int ELEMENT = 3;

    private final long[] definitionCounts = new long[ELEMENT + 1];
    private final long[] repetitionCounts = new long[2];
    private byte[] definitions = new byte[0];
    private byte[] repetitions = new byte[0];
    private int entries;

    @Override
    public ColumnVector leaf(ColumnVector vector) {
        return ((ListVector) vector).elements();
    }

    @Override
    public int leafStart(ColumnVector vector, int row) {
        return row == 0 ? 0 : ((ListVector) vector).ends()[row - 1];
    }

    @Override
    public int rowOf(ColumnVector vector, int leafIndex) {
        ListVector lists = (ListVector) vector;
        int found = Arrays.binarySearch(lists.ends(), 0, lists.size(), leafIndex + 1);
        int row = found < 0 ? -found - 1 : found;
        while (row > 0 && lists.ends()[row - 1] > leafIndex) {
            row--; // empty lists share the end of the one before
        }
        return row;
    }

    @Override
    public void append(ColumnVector vector, int from, int to) {
        ListVector lists = (ListVector) vector;
        int[] ends = lists.ends();
        boolean[] nulls = lists.nulls();
        boolean[] nullElements = lists.elements().nulls();
        int element = leafStart(vector, from);
        ensure((to - from) + (leafStart(vector, to) - element));
        for (int row = from; row < to; row++) {
            if (element == ends[row]) {
                append(0, nulls[row] ? 0 : EMPTY);
                continue;
            }
            int repetition = 0;
            while (element < ends[row]) {
                append(repetition, nullElements[element++] ? NULL_ELEMENT : ELEMENT);
                repetition = 1;
            }
        }
    }

    private void append(int repetition, int definition) {
        repetitions[entries] = (byte) repetition;
        definitions[entries] = (byte) definition;
        repetitionCounts[repetition]++;
        definitionCounts[definition]++;
        entries++;
    }

    private void ensure(int more) {
        int needed = entries + more;
        if (needed > definitions.length) {
            int roomy = Math.max(Math.max(needed, 64), definitions.length * 2);
            definitions = Arrays.copyOf(definitions, roomy);
            repetitions = Arrays.copyOf(repetitions, roomy);
        }
    }

    @Override
    public int entries() {
        return entries;
    }

    @Override
    public int nulls() {
        return entries - (int) definitionCounts[ELEMENT];
    }

    @Override
    public List<Long> repetitionHistogram() {
        return List.of(repetitionCounts[0], repetitionCounts[1]);
    }

    @Override
    public List<Long> definitionHistogram() {
        return Arrays.stream(definitionCounts).boxed().toList();
    }

    @Override
    public long memory() {
        return 2L * definitions.length;
    }

    @Override
    public void endPage(PageBuffer target) {
        int start = startRuns(target);
        HybridRuns.write(target, repetitions, entries, 1);
        endRuns(target, start);
        start = startRuns(target);
        HybridRuns.write(target, definitions, entries, 2);
        endRuns(target, start);
        entries = 0;
        Arrays.fill(definitionCounts, 0);
        Arrays.fill(repetitionCounts, 0);
    }
}
