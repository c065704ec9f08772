package dev.daybook.postgres.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement that lies in a resource file, named after what it gives, beside the class that runs it.
 *
 * @param place the file within the jar, for messages
 * @param text the statement without the comment that the file begins with
 */
public record SqlResource(String place, String text) {

    private static final Pattern COMMENT = Pattern.compile("\\A(?:--.*\\R)+");

    /** A name after one colon; the two colons of a cast and a colon within a word begin none. */
    private static final Pattern VARIABLE = Pattern.compile("(?<![:\\w]):([a-z_]+)\\b");

    /**
     * Reads a file.
     *
     * @param owner the class beside which it lies
     * @param name such as {@code columns.sql}
     * @throws IllegalStateException when there is none
     */
    public static SqlResource of(Class<?> owner, String name) {
        String place = owner.getPackageName().replace('.', '/') + "/" + name;
        try (InputStream file = Optional.ofNullable(owner.getResourceAsStream(name))
                .orElseThrow(() -> new IllegalStateException(
                        "expected the resource " + place + ", found none; build the jar anew: make build"))) {
            String whole = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return new SqlResource(
                    place, COMMENT.matcher(whole).replaceFirst("").strip());
        } catch (IOException e) {
            throw new UncheckedIOException("the resource " + place + " cannot be read", e);
        }
    }

    /**
     * The statement with SQL in the places of its variables, which stand in it as psql writes them: {@code :name}.
     *
     * @param values expressions by the names of the variables; never text from outside
     * @throws IllegalArgumentException when a variable has no value
     */
    public String with(Map<String, String> values) {
        return VARIABLE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value(found, values)));
    }

    private String value(MatchResult found, Map<String, String> values) {
        return Optional.ofNullable(values.get(found.group(1)))
                .orElseThrow(() -> new IllegalArgumentException(
                        place + ": expected a value for " + found.group() + ", found those for " + values.keySet()));
    }
}
