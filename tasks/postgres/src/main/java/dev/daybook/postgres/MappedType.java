package dev.daybook.postgres;

import dev.daybook.lake.ColumnType;
import dev.daybook.lake.SourceType;

/**
 * What a type of the source is in the lake.
 *
 * @param type in the lake
 * @param source at the source
 */
record MappedType(ColumnType type, SourceType source) {

    /** Whether the values travel as their output function's text. */
    boolean isTextForm() {
        SourceType stored = source;
        while (stored.kind() == SourceType.Kind.DOMAIN) {
            stored = stored.base().orElseThrow();
        }
        return stored.kind() == SourceType.Kind.TEXT_FORM;
    }

    /**
     * What the SELECT of a COPY gives for a column of this type. A text form is what the output function prints:
     * {@code ::text} strips char(n) and gives inet a netmask, {@code format('%s', ...)} does not. The guard is IS
     * DISTINCT FROM, because a composite value of NULLs IS NULL without being NULL.
     */
    String selectExpression(String column) {
        String name = Identifier.quote(column);
        return isTextForm()
                ? "CASE WHEN " + name + " IS DISTINCT FROM NULL THEN pg_catalog.format('%s', " + name + ") END"
                : name;
    }
}
