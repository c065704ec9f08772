package dev.daybook.lake.model;

import dev.daybook.task.text.EscapedText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A name or a glob of names, as options take them: parts separated by dots, {@code *} for any text and {@code ?} for one character within a part. A part within
 * double quotes is taken literally, a double quote in it is doubled. Letters match as they are: {@code public.Orders} is
 * the table {@code "Orders"}.
 *
 * @param text as it was given
 * @param parts the parts, at least one
 */
public record NamePattern(String text, List<Part> parts) {

    private static final Pattern NEEDS_QUOTES = Pattern.compile("[.*?\"=\\s\\p{Cntrl}]");

    /**
     * One part.
     *
     * @param text the literal name, or the glob
     * @param glob whether {@code *} and {@code ?} have a meaning in it
     */
    public record Part(String text, boolean glob) {

        /** Whether the part matches a name. */
        public boolean matches(String name) {
            return glob ? matches(name, 0, 0) : text.equals(name);
        }

        /** Greedy with one step back: the last star may take one character more. No regular expression, so no trap. */
        private boolean matches(String name, int patternStart, int nameStart) {
            int at = nameStart;
            int in = patternStart;
            int star = -1;
            int afterStar = 0;
            while (at < name.length()) {
                if (in < text.length() && text.charAt(in) == '*') {
                    star = in++;
                    afterStar = at;
                } else if (in < text.length() && (text.charAt(in) == '?' || text.charAt(in) == name.charAt(at))) {
                    in++;
                    at++;
                } else if (star >= 0) {
                    in = star + 1;
                    at = ++afterStar;
                } else {
                    return false;
                }
            }
            while (in < text.length() && text.charAt(in) == '*') {
                in++;
            }
            return in == text.length();
        }
    }

    /** Copies the list. */
    public NamePattern {
        parts = List.copyOf(parts);
    }

    /** @throws IllegalArgumentException when the text is no pattern; the message says why */
    public static NamePattern parse(String text) {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        while (true) {
            int end = at < text.length() && text.charAt(at) == '"' ? endOfQuoted(text, at) : endOfPlain(text, at);
            parts.add(part(text.substring(at, end)));
            if (end == text.length()) {
                return new NamePattern(text, parts);
            }
            if (text.charAt(end) != '.') {
                throw new IllegalArgumentException("after a closing quote there must be a dot or the end");
            }
            at = end + 1;
        }
    }

    /**
     * Reads a pattern of datasets: {@code schema.table}, or {@code table} for that table in any schema.
     *
     * @throws IllegalArgumentException when the text is none; the message says what is expected and what was found
     */
    public static NamePattern ofDatasets(String text) {
        try {
            NamePattern pattern = parse(text);
            if (pattern.parts().size() > 2) {
                throw new IllegalArgumentException(
                        "there are " + pattern.parts().size() + " parts; quote a name that holds a dot");
            }
            return pattern;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "expected schema.table with * and ?, found '" + EscapedText.of(text) + "': " + e.getMessage(), e);
        }
    }

    private static int endOfPlain(String text, int start) {
        int dot = text.indexOf('.', start);
        return dot < 0 ? text.length() : dot;
    }

    private static int endOfQuoted(String text, int start) {
        int at = start + 1;
        while (at < text.length()) {
            if (text.charAt(at) == '"') {
                if (at + 1 == text.length() || text.charAt(at + 1) != '"') {
                    return at + 1;
                }
                at++;
            }
            at++;
        }
        throw new IllegalArgumentException("a double quote is not closed");
    }

    private static Part part(String text) {
        boolean quoted = text.startsWith("\"");
        String name = quoted ? text.substring(1, text.length() - 1).replace("\"\"", "\"") : text;
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a part between dots is empty");
        }
        if (!quoted && name.indexOf('"') >= 0) {
            throw new IllegalArgumentException("a double quote stands inside a part that does not begin with one");
        }
        return new Part(name, !quoted && (name.indexOf('*') >= 0 || name.indexOf('?') >= 0));
    }

    /** The pattern that matches just this name: parts are quoted where they must be. */
    public static String literal(String... parts) {
        return Arrays.stream(parts)
                .map(part -> NEEDS_QUOTES.matcher(part).find() ? '"' + part.replace("\"", "\"\"") + '"' : part)
                .collect(Collectors.joining("."));
    }

    /** Whether it matches every name, as it is nothing but stars: the one spelling of "all" that every option has. */
    public boolean isEverything() {
        return parts.stream()
                .allMatch(part -> part.glob() && part.text().chars().allMatch(character -> character == '*'));
    }

    /** The pattern that matches just this dataset. */
    public static String literal(DatasetName dataset) {
        return dataset.schema().map(schema -> literal(schema, dataset.name())).orElseGet(() -> literal(dataset.name()));
    }

    /** Whether the pattern matches a dataset's schema and name, or its name when the pattern has no schema. */
    public boolean matches(DatasetName dataset) {
        return parts.getLast().matches(dataset.name())
                && (parts.size() == 1
                        || parts.getFirst().matches(dataset.schema().orElse("")));
    }

    /** Whether no part is a glob, so that it names one thing. */
    public boolean isLiteral() {
        return parts.stream().noneMatch(Part::glob);
    }
}
