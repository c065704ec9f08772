package dev.daybook.postgres;

import java.util.List;

/**
 * From PostgreSQL's types to the lake's: the type table, with the types declared by {@code --type}. What a column
 * becomes follows from the catalog and the declarations alone, never from its values, because days must read together.
 *
 * @param overrides what is declared
 */
public record TypeMapping(List<TypeOverride> overrides) {

    /** The type table without declarations. */
    public static final TypeMapping DEFAULT = new TypeMapping(List.of());

    /** Copies the list. */
    public TypeMapping {
        overrides = List.copyOf(overrides);
    }

    /**
     * Reads the values of {@code --type}.
     *
     * @throws dev.daybook.task.StepFailure.Usage naming every value that is malformed
     */
    public static TypeMapping of(List<String> options) {
        throw new UnsupportedOperationException("filled in by the next commit");
    }
}
