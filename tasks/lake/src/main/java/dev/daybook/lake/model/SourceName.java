package dev.daybook.lake.model;

import dev.daybook.task.text.EscapedText;
import java.util.regex.Pattern;

/**
 * The name of a source within a pipeline: its folder in the lake. A pipeline may have several sources of one kind.
 *
 * @param value matches {@code [a-z][a-z0-9_]{0,30}}; not {@code reports}, whose folder holds the reports
 */
public record SourceName(String value) implements Comparable<SourceName> {

    /** The folder beside the sources that holds the reports. */
    static final String REPORTS = "reports";

    private static final Pattern ALLOWED = Pattern.compile("[a-z][a-z0-9_]{0,30}");

    /** @throws IllegalArgumentException when the value is not an allowed name; the message shows it escaped */
    public SourceName {
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "expected a source name [a-z][a-z0-9_]{0,30}, found '" + EscapedText.of(value) + "'");
        }
        if (value.equals(REPORTS)) {
            throw new IllegalArgumentException("the source name 'reports' is reserved for reports; take another one");
        }
    }

    @Override
    public int compareTo(SourceName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
