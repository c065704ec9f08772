package dev.daybook.torture;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Makes a database that shows a difference smaller, as long as it still shows one of the same sort: tables, types,
 * changes, statements, rows and columns are taken away, first many at once, then one by one.
 */
final class Shrinking {

    private final Predicate<SampleDatabase> fails;
    private final int most;
    private int tried;
    private SampleDatabase smallest;

    /**
     * @param fails whether a database still shows the difference
     * @param most how often to try at most
     */
    Shrinking(SampleDatabase failing, Predicate<SampleDatabase> fails, int most) {
        this.smallest = failing;
        this.fails = fails;
        this.most = most;
    }

    /** The smallest database found. */
    SampleDatabase shrink() {
        int before;
        do {
            before = size();
            offer(smallest.withSettings(List.of(), List.of()));
            offer(smallest.withChanges(List.of(), List.of()));
            reduce(smallest.secondDay(), kept -> smallest.withChanges(kept, smallest.thirdDay()));
            reduce(smallest.thirdDay(), kept -> smallest.withChanges(smallest.secondDay(), kept));
            reduce(smallest.tables(), kept -> smallest.withTables(kept));
            for (int i = 0; i < smallest.tables().size(); i++) {
                shrinkTable(i);
            }
            reduce(smallest.sourceSettings(), kept -> smallest.withSettings(kept, smallest.warehouseSettings()));
            reduce(smallest.warehouseSettings(), kept -> smallest.withSettings(smallest.sourceSettings(), kept));
            reduce(smallest.types(), kept -> smallest.withTypes(kept));
        } while (size() < before && tried < most);
        return smallest;
    }

    private void shrinkTable(int index) {
        reduce(table(index).rows(), kept -> replace(index, table(index).withRows(kept)));
        reduce(table(index).statements(), kept -> replace(index, table(index).withStatements(kept)));
        for (int column = table(index).columns().size() - 1; column >= 0; column--) {
            offer(replace(index, table(index).withoutColumn(column)));
        }
    }

    private SampleTable table(int index) {
        return smallest.tables().get(index);
    }

    private SampleDatabase replace(int index, SampleTable table) {
        List<SampleTable> tables = new ArrayList<>(smallest.tables());
        tables.set(index, table);
        return smallest.withTables(tables);
    }

    /** Takes parts of a list away: halves, quarters, and so on down to single ones. */
    private <T> void reduce(List<T> whole, Function<List<T>, SampleDatabase> with) {
        List<T> kept = whole;
        for (int part = Math.max(1, kept.size()); part >= 1; part /= 2) {
            for (int from = 0; from < kept.size(); ) {
                List<T> shorter = new ArrayList<>(kept.subList(0, from));
                shorter.addAll(kept.subList(Math.min(from + part, kept.size()), kept.size()));
                if (offer(with.apply(shorter))) {
                    kept = shorter;
                } else {
                    from += part;
                }
            }
        }
    }

    private boolean offer(SampleDatabase candidate) {
        if (candidate.equals(smallest) || tried >= most) {
            return false;
        }
        tried++;
        boolean still = fails.test(candidate);
        if (still) {
            smallest = candidate;
        }
        return still;
    }

    private int size() {
        return smallest.firstDay().size()
                + smallest.secondDay().size()
                + smallest.thirdDay().size()
                + smallest.sourceSettings().size()
                + smallest.warehouseSettings().size()
                + smallest.tables().stream()
                        .mapToInt(table -> table.columns().size())
                        .sum();
    }
}
