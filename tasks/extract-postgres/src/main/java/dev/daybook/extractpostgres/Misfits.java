package dev.daybook.extractpostgres;

import dev.daybook.pgcopy.ColumnMisfit;
import dev.daybook.postgres.type.TypeOverride;
import dev.daybook.task.text.EscapedText;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The columns of a run whose values do not fit their types, as all connections find them. With the first one nothing will
 * be published of what is read, but reading goes on, so that all are told at once. Safe for use by many threads.
 */
final class Misfits implements Consumer<ColumnMisfit> {

    /** What a run does about them. */
    enum Rule {
        /** It ends with all of them named. */
        REFUSE,
        /** It reads once more, with these columns as text. */
        TEXT
    }

    private static final Logger LOGGER = LoggerFactory.getLogger(Misfits.class);

    private record Key(String schema, String table, String column, boolean fitsText) implements Comparable<Key> {

        private static final Comparator<Key> ORDER = Comparator.comparing(Key::schema)
                .thenComparing(Key::table)
                .thenComparing(Key::column)
                .thenComparing(Key::fitsText);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    private final Map<Key, ColumnMisfit> found = new TreeMap<>();

    @Override
    public synchronized void accept(ColumnMisfit misfit) {
        if (found.isEmpty()) {
            LOGGER.info(
                    "values of {} do not fit its type; reading on to find all such columns, nothing of this is published",
                    EscapedText.of(misfit.dataset() + "." + misfit.column()));
        }
        found.putIfAbsent(
                new Key(
                        misfit.dataset().schema().orElse(""),
                        misfit.dataset().name(),
                        misfit.column(),
                        misfit.fitsText()),
                misfit);
    }

    synchronized boolean isEmpty() {
        return found.isEmpty();
    }

    /** In the order of their names. */
    synchronized List<ColumnMisfit> all() {
        return List.copyOf(found.values());
    }

    /** Which columns they are. */
    static List<TypeOverride.Scope.Column> columns(Collection<ColumnMisfit> misfits) {
        return misfits.stream()
                .map(misfit -> new TypeOverride.Scope.Column(
                        misfit.dataset().schema().orElseThrow(),
                        misfit.dataset().name(),
                        misfit.column()))
                .toList();
    }
}
