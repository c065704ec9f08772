package dev.daybook.extractpostgres;

import dev.daybook.lake.model.SourceName;
import dev.daybook.lake.model.WriterSettings.Compression;
import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the values of this step's options; each failure names the option, the value and what is allowed. */
final class OptionValues {

    private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,9})(B|KiB|MiB|GiB)?");
    private static final int MOST_CONNECTIONS = 64;
    private static final int USUAL_CONNECTIONS = 8;
    private static final int LARGEST_VALUE = 1 << 30;

    private OptionValues() {}

    static SourceName source(String value) {
        try {
            return new SourceName(value);
        } catch (IllegalArgumentException e) {
            throw new StepFailure.Usage("--source: " + e.getMessage());
        }
    }

    /** {@code 64MiB} or a number of bytes; PostgreSQL itself has no value above 1 GiB. */
    static long maxValue(String value) {
        Matcher size = SIZE.matcher(value);
        if (size.matches()) {
            long factor = switch (size.group(2)) {
                case "KiB" -> 1L << 10;
                case "MiB" -> 1L << 20;
                case "GiB" -> 1L << 30;
                case null, default -> 1L;
            };
            long bytes = Long.parseLong(size.group(1)) * factor;
            if (bytes <= LARGEST_VALUE) {
                return bytes;
            }
        }
        throw new StepFailure.Usage("--max-value: expected bytes or a size such as 64MiB, at most 1GiB, found '"
                + EscapedText.of(value) + "'");
    }

    static Compression compression(String value) {
        try {
            return Compression.parse(value);
        } catch (IllegalArgumentException e) {
            throw new StepFailure.Usage("--compression: " + e.getMessage());
        }
    }

    /** Null means as many as there are processors, at least 2 and at most 8. */
    static int connections(Integer value) {
        if (value == null) {
            return Math.clamp(Runtime.getRuntime().availableProcessors(), 2, USUAL_CONNECTIONS);
        }
        if (value < 1 || value > MOST_CONNECTIONS) {
            throw new StepFailure.Usage("--connections: expected 1 to " + MOST_CONNECTIONS + ", found " + value);
        }
        return value;
    }
}
