package dev.daybook.postgres;

import dev.daybook.lake.ColumnType;

/**
 * A declared type: {@code --type schema.table.column=decimal(38,9)} for one column, {@code --type uuid=uuid} for all
 * columns of a PostgreSQL type.
 *
 * @param option the value as it was given, for messages
 * @param scope what it is declared for
 * @param type what it becomes: {@link ColumnType.Text} (as the output function prints it), {@link ColumnType.Decimal} or
 *     {@link ColumnType.Uuid}
 */
public record TypeOverride(String option, Scope scope, ColumnType type) {

    /** What a type is declared for. */
    public sealed interface Scope {

        /** One column. */
        record Column(String schema, String table, String column) implements Scope {}

        /** Every column of a built-in type, by its {@code typname}: {@code uuid}, {@code numeric}. */
        record AllOfType(String typeName) implements Scope {}
    }

    /**
     * Reads one value of {@code --type}.
     *
     * @throws IllegalArgumentException when it is malformed; the message says what is expected
     */
    public static TypeOverride parse(String option) {
        throw new UnsupportedOperationException("filled in by the next commit");
    }
}
