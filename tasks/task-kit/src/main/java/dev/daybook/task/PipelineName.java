package dev.daybook.task;

import dev.daybook.task.text.EscapedText;
import java.util.regex.Pattern;

/**
 * The name of a pipeline: its lake folder, the prefix of its warehouse schemas, its locks and labels.
 *
 * @param value matches {@code [a-z][a-z0-9_]{0,30}}
 */
public record PipelineName(String value) {

    private static final Pattern ALLOWED = Pattern.compile("[a-z][a-z0-9_]{0,30}");

    /** @throws IllegalArgumentException when the value is not an allowed name */
    public PipelineName {
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "expected a pipeline name [a-z][a-z0-9_]{0,30}, found '" + EscapedText.of(value) + "'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
