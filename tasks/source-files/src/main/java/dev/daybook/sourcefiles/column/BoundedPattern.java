package dev.daybook.sourcefiles.column;

import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression with an end: matching stops after a number of looks at characters, so that a pattern with
 * nested repetitions cannot keep a run busy for ever.
 */
final class BoundedPattern {

    private static final int MOST_LOOKS = 10_000_000;
    private static final int LONGEST = 10_000;

    private final String text;
    private final Pattern pattern;

    private BoundedPattern(String text, Pattern pattern) {
        this.text = text;
        this.pattern = pattern;
    }

    /** @throws StepFailure.Configuration when the text is no regular expression */
    static BoundedPattern of(String field, String text) {
        String place = "field '" + EscapedText.of(field) + "', pattern: expected ";
        if (text.length() > LONGEST) {
            throw new StepFailure.Configuration(place + "at most " + LONGEST + " characters, found " + text.length());
        }
        try {
            return new BoundedPattern(text, Pattern.compile(text));
        } catch (PatternSyntaxException e) {
            throw new StepFailure.Configuration(
                    place + "a regular expression, found '" + EscapedText.of(text) + "': "
                            + EscapedText.of(e.getDescription()),
                    e);
        } catch (StackOverflowError e) {
            throw new StepFailure.Configuration(place + "a regular expression with fewer groups inside each other");
        }
    }

    /** Why a text is not allowed, or null. */
    @Nullable
    String violation(String value) {
        try {
            boolean matches = pattern.matcher(new CountedText(value, new int[1], 0, value.length()))
                    .matches();
            return matches ? null : "the pattern is " + EscapedText.of(text);
        } catch (TooManyLooks | StackOverflowError e) {
            return "the pattern " + EscapedText.of(text) + " takes too long on it; write it without nested repetitions";
        }
    }

    private static final class TooManyLooks extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooManyLooks() {
            super(null, null, false, false);
        }
    }

    private record CountedText(String value, int[] looks, int start, int end) implements CharSequence {

        @Override
        public int length() {
            return end - start;
        }

        @Override
        public char charAt(int index) {
            if (++looks[0] > MOST_LOOKS) {
                throw new TooManyLooks();
            }
            return value.charAt(start + index);
        }

        @Override
        public CharSequence subSequence(int from, int to) {
            return new CountedText(value, looks, start + from, start + to);
        }

        @Override
        public String toString() {
            return value.substring(start, end);
        }
    }
}
