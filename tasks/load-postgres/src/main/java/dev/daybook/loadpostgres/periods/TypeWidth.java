package dev.daybook.loadpostgres.periods;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which types hold all values of others, exactly. Types are told by the names that {@code format_type} gives them. */
final class TypeWidth {

    private static final List<String> INTEGERS = List.of("smallint", "integer", "bigint");
    private static final List<String> FLOATS = List.of("real", "double precision");

    private static final Pattern TEXT = Pattern.compile("text|character varying(?:\\((\\d+)\\))?");
    private static final Pattern NUMERIC = Pattern.compile("numeric(?:\\((\\d+),(-?\\d+)\\))?");

    private TypeWidth() {}

    /** Whether the first type holds all values of the second. */
    static boolean holds(String wide, String narrow) {
        return isLater(INTEGERS, wide, narrow)
                || isLater(FLOATS, wide, narrow)
                || holdsText(TEXT.matcher(wide), TEXT.matcher(narrow))
                || holdsNumeric(NUMERIC.matcher(wide), NUMERIC.matcher(narrow));
    }

    private static boolean isLater(List<String> types, String wide, String narrow) {
        return types.contains(narrow) && types.indexOf(wide) >= types.indexOf(narrow);
    }

    private static boolean holdsText(Matcher wide, Matcher narrow) {
        if (!wide.matches() || !narrow.matches()) {
            return false;
        }
        Optional<Integer> most = number(wide, 1);
        return most.isEmpty()
                || number(narrow, 1).filter(length -> length <= most.get()).isPresent();
    }

    private static boolean holdsNumeric(Matcher wide, Matcher narrow) {
        if (!wide.matches() || !narrow.matches()) {
            return false;
        }
        if (wide.group(1) == null) {
            return true;
        }
        if (narrow.group(1) == null) {
            return false;
        }
        int scale = number(wide, 2).orElseThrow();
        int narrowScale = number(narrow, 2).orElseThrow();
        int digits = number(wide, 1).orElseThrow() - scale;
        return scale >= narrowScale && digits >= number(narrow, 1).orElseThrow() - narrowScale;
    }

    private static Optional<Integer> number(Matcher matcher, int group) {
        return Optional.ofNullable(matcher.group(group)).map(Integer::valueOf);
    }
}
