package dev.daybook.samplesources;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows in the text format of PostgreSQL's COPY
 * (<a href="https://www.postgresql.org/docs/17/sql-copy.html">COPY, File Formats</a>): columns separated by tabs, NULL as
 * {@code \N}, a backslash before what would be read otherwise. Not safe for use by more than one thread.
 */
final class CopyText {

    private final OutputStream out;
    private final StringBuilder line = new StringBuilder();
    private long rows;

    /** @param out where the rows go; buffered by the caller */
    CopyText(OutputStream out) {
        this.out = out;
    }

    /** Writes a row; a null is NULL. */
    void row(@Nullable String... values) throws IOException {
        line.setLength(0);
        for (int i = 0; i < values.length; i++) {
            if (i > 0) {
                line.append('\t');
            }
            append(values[i]);
        }
        line.append('\n');
        out.write(line.toString().getBytes(StandardCharsets.UTF_8));
        rows++;
    }

    /** The rows written so far. */
    long rows() {
        return rows;
    }

    private void append(@Nullable String value) {
        if (value == null) {
            line.append("\\N");
            return;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> line.append("\\\\");
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                default -> line.append(c);
            }
        }
    }
}
