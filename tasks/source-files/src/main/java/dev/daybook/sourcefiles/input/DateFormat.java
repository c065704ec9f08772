package dev.daybook.sourcefiles.input;

import dev.daybook.task.text.EscapedText;
import dev.daybook.task.text.NearMiss;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The format of a placeholder in a path: year, month, day and hour, as patterns of {@code java.time} have them. Minutes
 * make no sense there, and a year of weeks ({@code YYYY}) is taken for a year by mistake.
 *
 * @param pattern as it was given
 */
record DateFormat(String pattern) {

    private static final List<String> LETTERS = List.of("yyyy", "yy", "MM", "M", "MMM", "dd", "d", "DDD", "HH", "H");
    private static final Pattern TOKEN = Pattern.compile("(?<letters>([A-Za-z])\\2*)|'[A-Za-z0-9 ._-]+'|[0-9 ._/-]");

    /** @throws IllegalArgumentException when it is none; the message names what was found */
    static DateFormat parse(String placeholder, String pattern) {
        Matcher token = TOKEN.matcher(pattern);
        int end = 0;
        while (end < pattern.length() && token.find(end) && token.start() == end) {
            String letters = token.group("letters");
            if (letters != null && !LETTERS.contains(letters)) {
                throw refused(placeholder, meant(letters));
            }
            end = token.end();
        }
        if (pattern.isEmpty() || end < pattern.length()) {
            throw refused(placeholder, "");
        }
        return new DateFormat(pattern);
    }

    /** Only the same letter can be meant, such as {@code MM} by {@code mm}. */
    private static String meant(String letters) {
        List<String> same = LETTERS.stream()
                .filter(known -> known.substring(0, 1).equalsIgnoreCase(letters.substring(0, 1)))
                .toList();
        return NearMiss.of(letters, same)
                .map(near -> ", did you mean " + near + "?")
                .orElse("");
    }

    private static IllegalArgumentException refused(String placeholder, String meant) {
        return new IllegalArgumentException("expected a format of " + String.join(", ", LETTERS)
                + ", - _ . / and 'text', found '" + EscapedText.of(placeholder) + "'" + meant);
    }

    /** Whether it shows the hour. */
    boolean hasHour() {
        Matcher token = TOKEN.matcher(pattern);
        return token.results().anyMatch(found -> found.group().startsWith("H"));
    }

    String text(LocalDateTime time) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(time);
    }
}
