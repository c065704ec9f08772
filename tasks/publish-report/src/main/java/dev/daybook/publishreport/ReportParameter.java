package dev.daybook.publishreport;

import dev.daybook.task.text.EscapedText;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A parameter that a report declares.
 *
 * @param name its name, {@code :name} in the query
 * @param type the type of its values
 * @param value its value, as {@link ParameterType#read} gives it: the declared default until another one is set
 */
record ReportParameter(String name, ParameterType type, Object value) {

    private static final Pattern FORM = Pattern.compile("([a-z][a-z0-9_]*)\\s+(\\w+)\\s+(.+)", Pattern.DOTALL);
    private static final List<String> OF_EVERY_REPORT = List.of("period", "period_start", "period_end");

    /**
     * Reads name, type and default: {@code top integer 5}.
     *
     * @throws IllegalArgumentException when the text is none
     */
    static ReportParameter parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("expected a parameter's name, type and default, such as '-- param: top"
                    + " integer 5', found '" + EscapedText.of(text) + "'");
        }
        String name = matcher.group(1);
        if (OF_EVERY_REPORT.contains(name)) {
            throw new IllegalArgumentException(
                    "expected a name of its own for the parameter, found " + name + ", which every report has");
        }
        ParameterType type = ParameterType.named(matcher.group(2))
                .orElseThrow(() -> new IllegalArgumentException("expected one of the types "
                        + String.join(", ", ParameterType.names()) + " for parameter " + name + ", found '"
                        + EscapedText.of(matcher.group(2)) + "'"));
        return new ReportParameter(name, type, defaultOf(name, type, matcher.group(3)));
    }

    private static Object defaultOf(String name, ParameterType type, String text) {
        try {
            return type.read(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    e.getMessage() + " as the default of parameter " + name + ", found '" + EscapedText.of(text) + "'",
                    e);
        }
    }
}
