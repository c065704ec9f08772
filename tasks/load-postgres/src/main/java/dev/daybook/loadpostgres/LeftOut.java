package dev.daybook.loadpostgres;

import dev.daybook.task.text.EscapedText;
import java.util.List;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the warehouse does not get of the source: keys, checks, indexes, collations, types. The receipt counts it, the log
 * and the ledger list it. Safe for use by many threads.
 */
final class LeftOut {

    private static final Logger LOG = LoggerFactory.getLogger(LeftOut.class);

    private final TreeSet<String> lines = new TreeSet<>();

    /**
     * Adds a line: what is left out and why.
     *
     * @param table the name in the warehouse of the table that lacks it
     * @param what the part and the reason; may hold text from the source
     */
    void add(String table, String what) {
        String line = EscapedText.of(table) + ": " + EscapedText.of(what);
        synchronized (lines) {
            if (!lines.add(line)) {
                return;
            }
        }
        LOG.info("left out: {}", line);
    }

    /** All lines, sorted. */
    List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }
}
