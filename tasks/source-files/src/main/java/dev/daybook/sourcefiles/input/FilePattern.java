package dev.daybook.sourcefiles.input;

import dev.daybook.task.Period;
import dev.daybook.task.text.EscapedText;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The path of one or many files, as an option takes it: with placeholders for the period, and with {@code *} and
 * {@code ?} for any text and any character within a part. A path without any of them is a pattern too.
 *
 * @param text as it was given
 * @param pieces what it consists of
 */
public record FilePattern(String text, List<Piece> pieces) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[^{}/]*(?::[^{}]*)?}");

    /** A piece of a pattern. */
    sealed interface Piece {

        /** Text that stays as it is. */
        record Literal(String text) implements Piece {}

        /** What stands for the period. */
        record ForPeriod(Placeholder placeholder) implements Piece {}
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException when it has an unknown placeholder or format, or is no path; the message says
     *     what was expected and found
     */
    public static FilePattern parse(String text) {
        List<Piece> pieces = new ArrayList<>();
        Matcher found = PLACEHOLDER.matcher(text);
        int end = 0;
        while (found.find()) {
            pieces.add(new Piece.Literal(text.substring(end, found.start())));
            pieces.add(new Piece.ForPeriod(Placeholder.parse(found.group())));
            end = found.end();
        }
        pieces.add(new Piece.Literal(text.substring(end)));
        try {
            Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("expected a path, found '" + EscapedText.of(text) + "'", e);
        }
        return new FilePattern(text, List.copyOf(pieces));
    }

    /** Whether it names other files for another period. */
    public boolean isDated() {
        return pieces.stream().anyMatch(Piece.ForPeriod.class::isInstance);
    }

    /** Whether its last part is another one for another period. */
    public boolean hasDatedName() {
        for (Piece piece : pieces.reversed()) {
            switch (piece) {
                case Piece.ForPeriod _ -> {
                    return true;
                }
                case Piece.Literal(String literal) -> {
                    if (literal.indexOf('/') >= 0) {
                        return false;
                    }
                }
            }
        }
        return false;
    }

    /**
     * The pattern for a period.
     *
     * @throws IllegalArgumentException when it shows the hour, and the period is a day
     */
    public PeriodPattern at(Period period) {
        List<Placeholder> placeholders = pieces.stream()
                .flatMap(piece -> switch (piece) {
                    case Piece.ForPeriod(Placeholder placeholder) -> Stream.of(placeholder);
                    case Piece.Literal _ -> Stream.empty();
                })
                .toList();
        boolean isHourShown = placeholders.stream().anyMatch(Placeholder::differsByHour);
        if (period.length() == Period.Length.DAY) {
            placeholders.stream().filter(Placeholder::hasHour).findFirst().ifPresent(placeholder -> {
                throw new IllegalArgumentException("expected an hour as --date for '"
                        + EscapedText.of(placeholder.text()) + "', found the day " + period);
            });
        }
        StringBuilder path = new StringBuilder();
        for (Piece piece : pieces) {
            path.append(
                    switch (piece) {
                        case Piece.Literal(String literal) -> literal;
                        case Piece.ForPeriod(Placeholder placeholder) -> placeholder.text(period, isHourShown);
                    });
        }
        return new PeriodPattern(Path.of(path.toString()).toAbsolutePath().normalize());
    }
}
