package dev.daybook.extractpostgres;

import dev.daybook.pgcopy.ConversionError;
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
final class ConversionErrors implements Consumer<ConversionError> {

    /** What a run does about them. */
    enum Rule {
        /** It ends with all of them named. */
        REFUSE,
        /** It reads once more, with these columns as text. */
        TEXT
    }

    private static final Logger LOGGER = LoggerFactory.getLogger(ConversionErrors.class);

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

    private final Map<Key, ConversionError> found = new TreeMap<>();

    @Override
    public synchronized void accept(ConversionError error) {
        if (found.isEmpty()) {
            LOGGER.info(
                    "values of {} do not fit its type; reading on to find all such columns, nothing of this is published",
                    EscapedText.of(error.dataset() + "." + error.column()));
        }
        found.putIfAbsent(
                new Key(error.dataset().schema().orElse(""), error.dataset().name(), error.column(), error.fitsText()),
                error);
    }

    synchronized boolean isEmpty() {
        return found.isEmpty();
    }

    /** In the order of their names. */
    synchronized List<ConversionError> all() {
        return List.copyOf(found.values());
    }

    /** One line that says what is wrong and which option carries it. */
    static String message(ConversionError error) {
        return error.problem() + (error.fitsText() ? "; carry the column as text: " : "; allow it: ") + option(error);
    }

    /** The option that carries it, ready to paste. */
    static String option(ConversionError error) {
        return switch (error.remedy()) {
            case ConversionError.Remedy.Text _ -> TypeOverride.pasted(error.dataset(), error.column(), "text");
            case ConversionError.Remedy.LargerValues(long bytes) -> "--max-value " + bytes;
        };
    }

    /** Which columns they are. */
    static List<TypeOverride.Scope.Column> columns(Collection<ConversionError> errors) {
        return errors.stream()
                .map(error -> new TypeOverride.Scope.Column(
                        error.dataset().schema().orElseThrow(), error.dataset().name(), error.column()))
                .toList();
    }
}
