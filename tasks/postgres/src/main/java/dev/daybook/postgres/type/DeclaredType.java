package dev.daybook.postgres.type;

import dev.daybook.postgres.name.Identifier;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A built-in type as a manifest or a definition spells it, taken apart and printed anew: what goes into SQL is made of
 * names that stand in this program and of numbers, never of the text that was read. The grammar is closed and is what
 * {@code format_type} prints (format_type.c): {@code name}, {@code name(p)}, {@code name(p,s)}, the fields of an interval,
 * and an array of one of these.
 *
 * @param typeName its {@code typname}; for an array that of its element
 * @param modifiers its modifiers, none to two
 * @param fields the fields of an interval, {@code day to second}; otherwise empty
 * @param array whether it is an array
 */
public record DeclaredType(String typeName, List<Integer> modifiers, Optional<String> fields, boolean array) {

    private static final Pattern MODIFIERS = Pattern.compile("(?:\\((\\d{1,9})(?:, ?(-?\\d{1,9}))?\\))?");
    private static final Pattern INTERVAL =
            Pattern.compile("interval(?: (year|month|day|hour|minute|second|year to month"
                    + "|day to hour|day to minute|day to second|hour to minute|hour to second|minute to second))?"
                    + "(?:\\((\\d{1,9})\\))?");

    /** Copies the list. */
    public DeclaredType {
        modifiers = List.copyOf(modifiers);
    }

    /** A type without modifiers. */
    static DeclaredType plain(String typeName, boolean array) {
        return new DeclaredType(typeName, List.of(), Optional.empty(), array);
    }

    /**
     * A built-in type of any name.
     *
     * @param formatted as {@code format_type} prints it
     * @return empty when the text is no such type's spelling
     */
    public static Optional<DeclaredType> of(String formatted) {
        return BuiltInTypes.names()
                .map(name -> of(name, formatted))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /**
     * A built-in type.
     *
     * @param typeName its {@code typname}
     * @param formatted as {@code format_type} prints it
     * @return empty when the text is not a spelling of this type
     */
    static Optional<DeclaredType> of(String typeName, String formatted) {
        boolean array = formatted.endsWith("[]");
        String element = array ? formatted.substring(0, formatted.length() - 2) : formatted;
        if (typeName.equals("interval")) {
            return interval(element, array);
        }
        BuiltInTypes.Spelling spelling = BuiltInTypes.spelling(typeName);
        if (element.equals(spelling.plain())) {
            return Optional.of(plain(typeName, array));
        }
        if (!element.startsWith(spelling.head()) || !element.endsWith(spelling.tail())) {
            return Optional.empty();
        }
        int end = element.length() - spelling.tail().length();
        Matcher found = MODIFIERS.matcher(element.substring(
                spelling.head().length(), Math.max(spelling.head().length(), end)));
        if (!found.matches() || found.group(1) == null) {
            return Optional.empty();
        }
        List<Integer> modifiers = found.group(2) == null
                ? List.of(Integer.parseInt(found.group(1)))
                : List.of(Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2)));
        return modifiers.size() > spelling.modifiers()
                ? Optional.empty()
                : Optional.of(new DeclaredType(typeName, modifiers, Optional.empty(), array));
    }

    private static Optional<DeclaredType> interval(String element, boolean array) {
        Matcher found = INTERVAL.matcher(element);
        if (!found.matches()) {
            return Optional.empty();
        }
        List<Integer> modifiers = found.group(2) == null ? List.of() : List.of(Integer.parseInt(found.group(2)));
        return Optional.of(new DeclaredType("interval", modifiers, Optional.ofNullable(found.group(1)), array));
    }

    /** The type as {@code format_type} prints it. */
    public String sql() {
        BuiltInTypes.Spelling spelling = BuiltInTypes.spelling(typeName);
        String element = modifiers.isEmpty() && fields.isEmpty()
                ? spelling.plain()
                : spelling.head() + fields.map(names -> " " + names).orElse("") + parentheses() + spelling.tail();
        return element + (array ? "[]" : "");
    }

    /** The type by its quoted name, whatever the search path: {@code "pg_catalog"."varchar"(40)}. */
    public String qualified() {
        // Only the keyword takes fields, and a keyword stands for the built-in type whatever the search path.
        return fields.isPresent() ? sql() : nameOnly() + parentheses() + (array ? "[]" : "");
    }

    /** The same without modifiers: {@code "pg_catalog"."varchar"[]}. */
    String withoutModifier() {
        return nameOnly() + (array ? "[]" : "");
    }

    private String nameOnly() {
        return Identifier.quote("pg_catalog", typeName);
    }

    private String parentheses() {
        return modifiers.isEmpty()
                ? ""
                : modifiers.stream().map(String::valueOf).collect(Collectors.joining(",", "(", ")"));
    }
}
