package dev.daybook.lake.parquet.decode;

import dev.daybook.lake.column.ColumnVector;
import dev.daybook.lake.column.ListVector;
import dev.daybook.lake.parquet.page.ListLevels;

/** The levels of one page that is read: which entries are NULL, and for lists where each begins. */
final class PageLevels {

    /** Stands for the repetitions of a flat column, which has none. */
    private static final int[] FLAT = new int[0];

    private static final PageLevels NONE = new PageLevels(FLAT, new int[0], 0, 0);

    private final int[] repetitions;
    private final int[] definitions;
    private final int rows;
    private final int values;
    private int next;
    private int rowsRead;

    private PageLevels(int[] repetitions, int[] definitions, int rows, int values) {
        this.repetitions = repetitions;
        this.definitions = definitions;
        this.rows = rows;
        this.values = values;
    }

    /** No page. */
    static PageLevels none() {
        return NONE;
    }

    /** The levels of a page of a flat column. */
    static PageLevels flat(int[] definitions) {
        int values = 0;
        for (int definition : definitions) {
            values += definition;
        }
        return new PageLevels(FLAT, definitions, definitions.length, values);
    }

    /** The levels of a page of a list column. */
    static PageLevels lists(int[] repetitions, int[] definitions) {
        int rows = 0;
        int values = 0;
        for (int i = 0; i < repetitions.length; i++) {
            if (repetitions[i] == 0) {
                rows++;
            } else if (i == 0
                    || definitions[i] < ListLevels.NULL_ELEMENT
                    || definitions[i - 1] < ListLevels.NULL_ELEMENT) {
                throw new CorruptFileException("a list goes on where none is");
            }
            values += definitions[i] == ListLevels.ELEMENT ? 1 : 0;
        }
        return new PageLevels(repetitions, definitions, rows, values);
    }

    int rows() {
        return rows;
    }

    /** Rows not read yet. */
    int rowsLeft() {
        return rows - rowsRead;
    }

    /** Entries that are values. */
    int values() {
        return values;
    }

    /** Entries a row, at least one. */
    int entriesPerRow() {
        return Math.max(1, definitions.length / Math.max(1, rows));
    }

    /** Appends the next rows; the page has them. */
    void append(ColumnVector vector, ValueDecoder decoder, int count) {
        if (repetitions != FLAT) {
            appendLists((ListVector) vector, decoder, count);
        } else if (values == rows) {
            decoder.append(vector, count);
        } else {
            appendFlat(vector, decoder, count);
        }
        rowsRead += count;
    }

    private void appendFlat(ColumnVector vector, ValueDecoder decoder, int count) {
        int end = next + count;
        int at = next;
        while (at < end) {
            int run = at;
            while (run < end && definitions[run] != 0) {
                run++;
            }
            decoder.append(vector, run - at);
            for (; run < end && definitions[run] == 0; run++) {
                vector.addNull();
            }
            at = run;
        }
        next = end;
    }

    private void appendLists(ListVector vector, ValueDecoder decoder, int count) {
        for (int row = 0; row < count; row++) {
            switch (definitions[next]) {
                case 0 -> vector.addNull();
                case ListLevels.EMPTY -> vector.endList();
                default -> {
                    next = appendElements(vector.elements(), decoder, next);
                    vector.endList();
                    continue;
                }
            }
            next++;
        }
    }

    private int appendElements(ColumnVector elements, ValueDecoder decoder, int start) {
        int at = start;
        do {
            if (definitions[at] == ListLevels.ELEMENT) {
                decoder.append(elements, 1);
            } else {
                elements.addNull();
            }
            at++;
        } while (at < repetitions.length && repetitions[at] != 0);
        return at;
    }
}
