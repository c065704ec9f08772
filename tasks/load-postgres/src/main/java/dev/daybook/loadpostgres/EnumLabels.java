package dev.daybook.loadpostgres;

import dev.daybook.postgres.Identifier;
import java.util.ArrayList;
import java.util.List;

/** How the labels of an enum in the warehouse become those of the source. */
sealed interface EnumLabels {

    /** The warehouse's enum has all labels in this order already, and perhaps more. */
    record Enough() implements EnumLabels {}

    /**
     * Labels are missing, and can be added at their places.
     *
     * @param additions what follows {@code ALTER TYPE ... ADD VALUE}, in the order in which to run them
     */
    record Extended(List<String> additions) implements EnumLabels {}

    /** The labels stand in another order, or each side has some that the other lacks: it must be another type. */
    record Another() implements EnumLabels {}

    /**
     * Compares two lists of labels.
     *
     * @param existing the labels in the warehouse, in order
     * @param wanted the labels at the source, in order
     */
    static EnumLabels compare(List<String> existing, List<String> wanted) {
        if (isWithin(wanted, existing)) {
            return new Enough();
        }
        if (!isWithin(existing, wanted)) {
            return new Another();
        }
        List<String> additions = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            if (!existing.contains(wanted.get(i))) {
                additions.add(literal(wanted.get(i)) + place(existing, wanted, i));
            }
        }
        return new Extended(additions);
    }

    private static String place(List<String> existing, List<String> wanted, int index) {
        if (index > 0) {
            return " AFTER " + literal(wanted.get(index - 1));
        }
        return existing.isEmpty() ? "" : " BEFORE " + literal(existing.get(0));
    }

    private static boolean isWithin(List<String> part, List<String> whole) {
        int next = 0;
        for (String label : whole) {
            if (next < part.size() && part.get(next).equals(label)) {
                next++;
            }
        }
        return next == part.size();
    }

    /** A text as an SQL literal, for {@code standard_conforming_strings = on}. */
    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** {@code CREATE TYPE ... AS ENUM}. */
    static String creation(String schema, String name, List<String> labels) {
        return "CREATE TYPE " + Identifier.quote(schema, name) + " AS ENUM ("
                + String.join(", ", labels.stream().map(EnumLabels::literal).toList()) + ")";
    }
}
