package dev.daybook.loadpostgres.verify;

import java.util.ArrayList;
import java.util.List;

/**
 * What comparing the rows of a table gave. Never holds a value: rows are told by where they are.
 *
 * @param newer rows of the source that are newer than the extract and not in the day
 * @param gone rows of the day that the source does not have any more
 * @param lost rows that the extract must have seen and the day does not have
 * @param positions where some of the lost rows are at the source
 */
record ComparedRows(long newer, long gone, long lost, List<String> positions) {

    /** All rows are the same. */
    static final ComparedRows SAME = new ComparedRows(0, 0, 0, List.of());

    private static final int SHOWN = 5;

    ComparedRows {
        positions = List.copyOf(positions);
    }

    boolean isSame() {
        return newer == 0 && gone == 0 && lost == 0;
    }

    /** The number of rows of one hash at the source, before and after the extract, and in the day. */
    record Group(long old, long newer, long day) {
        private long lost() {
            return Math.max(0, old - day);
        }

        private long left() {
            return Math.max(0, day - old);
        }
    }

    /** Counts groups of rows that have one hash. */
    static final class Counting {
        private final List<String> positions = new ArrayList<>();
        private long newer;
        private long gone;
        private long lost;

        /**
         * Adds the rows of one hash. Rows that the day has are those that the extract has seen, as far as there are any.
         *
         * @param oldPositions where the old ones are, at least as many as are shown
         */
        void add(Group group, List<String> oldPositions) {
            lost += group.lost();
            newer += Math.max(0, group.newer - group.left());
            gone += Math.max(0, group.left() - group.newer);
            for (int i = 0; i < Math.min(group.lost(), oldPositions.size()) && positions.size() < SHOWN; i++) {
                positions.add(oldPositions.get(i));
            }
        }

        ComparedRows result() {
            return new ComparedRows(newer, gone, lost, positions);
        }
    }
}
