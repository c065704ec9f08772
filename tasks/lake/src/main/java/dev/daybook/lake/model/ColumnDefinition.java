package dev.daybook.lake.model;

import java.util.Optional;

/**
 * A column of a dataset.
 *
 * @param name as the source has it, case and all
 * @param type what it is in the lake
 * @param sourceType what it was at the source
 * @param required NOT NULL at the source
 * @param collation the column's collation, schema-qualified, when it is not its type's default
 * @param collationDefinition what that collation is made of, when it is a user's own; manifests before 1.1 have none
 * @param comment the column's comment
 * @param personal what it holds of a person
 */
public record ColumnDefinition(
        String name,
        ColumnType type,
        SourceType sourceType,
        boolean required,
        Optional<String> collation,
        Optional<CollationDefinition> collationDefinition,
        Optional<String> comment,
        Optional<PersonalData> personal) {

    /** A column that holds nothing of a person. */
    public ColumnDefinition(
            String name,
            ColumnType type,
            SourceType sourceType,
            boolean required,
            Optional<String> collation,
            Optional<CollationDefinition> collationDefinition,
            Optional<String> comment) {
        this(name, type, sourceType, required, collation, collationDefinition, comment, Optional.empty());
    }

    /** A column whose collation, if it has one, is known by its name only. */
    public ColumnDefinition(
            String name,
            ColumnType type,
            SourceType sourceType,
            boolean required,
            Optional<String> collation,
            Optional<String> comment) {
        this(name, type, sourceType, required, collation, Optional.empty(), comment);
    }

    /** A column without collation and comment. */
    public static ColumnDefinition of(String name, ColumnType type, SourceType sourceType, boolean required) {
        return new ColumnDefinition(name, type, sourceType, required, Optional.empty(), Optional.empty());
    }

    /** The same column, of which it is known what it holds of a person. */
    public ColumnDefinition holding(PersonalData data) {
        return new ColumnDefinition(
                name, type, sourceType, required, collation, collationDefinition, comment, Optional.of(data));
    }
}
