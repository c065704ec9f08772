package dev.daybook.loadpostgres.build;

import dev.daybook.loadpostgres.ddl.TypeDdl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How the labels of an enum in the warehouse become those of the source. */
sealed interface EnumLabels {

    /** The warehouse's enum has all labels in this order already, and perhaps more. */
    record Enough() implements EnumLabels {}

    /**
     * Labels are missing, and can be added at their places.
     *
     * @param additions in the order in which to make them
     */
    record Extended(List<Addition> additions) implements EnumLabels {}

    /**
     * A label that is added.
     *
     * @param label the label
     * @param after the label that it follows; empty when it becomes the first
     * @param before the label that it stands before when it becomes the first; empty when it is the only one
     */
    record Addition(String label, Optional<String> after, Optional<String> before) {

        /** The statement. */
        String sql(TypeDdl type) {
            if (after.isPresent()) {
                return type.addLabelAfter(label, after.get());
            }
            return before.map(first -> type.addLabelBefore(label, first)).orElseGet(() -> type.addLabel(label));
        }
    }

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
        List<Addition> additions = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            if (!existing.contains(wanted.get(i))) {
                additions.add(addition(existing, wanted, i));
            }
        }
        return new Extended(additions);
    }

    private static Addition addition(List<String> existing, List<String> wanted, int index) {
        return index > 0
                ? new Addition(wanted.get(index), Optional.of(wanted.get(index - 1)), Optional.empty())
                : new Addition(
                        wanted.get(index), Optional.empty(), existing.stream().findFirst());
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
}
