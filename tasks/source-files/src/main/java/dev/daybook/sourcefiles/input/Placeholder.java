package dev.daybook.sourcefiles.input;

import dev.daybook.task.Period;
import dev.daybook.task.text.EscapedText;
import dev.daybook.task.text.NearMiss;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What stands for the period in a path.
 *
 * @param text as it was given, braces and all
 * @param word which time it stands for
 * @param format how the time looks, when it is given
 */
record Placeholder(String text, Word word, Optional<DateFormat> format) {

    /** The times that placeholders stand for. */
    enum Word {
        /** The day of the period. */
        DATE("yyyy-MM-dd"),
        /** The hour of the period, two digits. */
        HOUR("HH"),
        /** The hour of the period, without a leading zero. */
        H("H"),
        /** The period, as {@code --date} has it. */
        PERIOD(""),
        /** The day of the next period. */
        NEXT_DATE("yyyy-MM-dd"),
        /** The hour of the next period, two digits. */
        NEXT_HOUR("HH");

        private static final List<Word> HOURS = List.of(HOUR, H, NEXT_HOUR);
        private static final List<Word> NEXT = List.of(NEXT_DATE, NEXT_HOUR);

        private final String usualFormat;

        Word(String usualFormat) {
            this.usualFormat = usualFormat;
        }

        private String shown() {
            return "{" + name().toLowerCase(Locale.ROOT) + "}";
        }
    }

    /** @throws IllegalArgumentException when there is no such placeholder or format; the message names what was found */
    static Placeholder parse(String text) {
        String inside = text.substring(1, text.length() - 1);
        int colon = inside.indexOf(':');
        String name = "{" + (colon < 0 ? inside : inside.substring(0, colon)) + "}";
        Word word = Arrays.stream(Word.values())
                .filter(known -> known.shown().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(text, name));
        Optional<DateFormat> format =
                colon < 0 ? Optional.empty() : Optional.of(DateFormat.parse(text, inside.substring(colon + 1)));
        return new Placeholder(text, word, format);
    }

    private static IllegalArgumentException unknown(String text, String name) {
        List<String> known = Arrays.stream(Word.values()).map(Word::shown).toList();
        String meant = NearMiss.of(name, known)
                .map(near -> ", did you mean " + near + "?")
                .orElse("");
        return new IllegalArgumentException("expected one of " + String.join(", ", known) + ", each with a format or"
                + " without, found '" + EscapedText.of(text) + "'" + meant);
    }

    /** Whether it shows the hour, so that it means nothing for a day. */
    boolean hasHour() {
        return format.map(DateFormat::hasHour).orElse(Word.HOURS.contains(word));
    }

    /** Whether what it stands for differs between the hours of a day. */
    boolean differsByHour() {
        return hasHour() || word == Word.PERIOD && format.isEmpty();
    }

    /** @param isHourShown whether any placeholder of the path differs between the hours of a day */
    String text(Period period, boolean isHourShown) {
        Period meant = Word.NEXT.contains(word) ? period.next() : period;
        // A date alone is the whole period: otherwise all hours of a day would have the same path.
        if (format.isEmpty() && (word == Word.PERIOD || !isHourShown)) {
            return meant.toString();
        }
        return format.orElseGet(() -> new DateFormat(word.usualFormat)).text(meant.start());
    }
}
