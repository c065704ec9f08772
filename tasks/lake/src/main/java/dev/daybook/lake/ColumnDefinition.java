package dev.daybook.lake;

import java.util.Optional;

/**
 * A column of a dataset.
 *
 * @param name as the source has it, case and all
 * @param type what it is in the lake
 * @param sourceType what it was at the source
 * @param required NOT NULL at the source
 * @param collation the column's collation, schema-qualified, when it is not its type's default
 * @param comment the column's comment
 */
public record ColumnDefinition(
        String name,
        ColumnType type,
        SourceType sourceType,
        boolean required,
        Optional<String> collation,
        Optional<String> comment) {

    /** A column without collation and comment. */
    public static ColumnDefinition of(String name, ColumnType type, SourceType sourceType, boolean required) {
        return new ColumnDefinition(name, type, sourceType, required, Optional.empty(), Optional.empty());
    }
}
