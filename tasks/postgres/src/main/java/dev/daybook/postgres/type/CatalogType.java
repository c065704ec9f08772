package dev.daybook.postgres.type;

import java.util.List;
import java.util.stream.Stream;

/**
 * A row of {@code pg_type}, with what else is needed of it.
 *
 * @param oid its OID
 * @param schema its schema
 * @param name its {@code typname}
 * @param kind its {@code typtype}: b base, c composite, d domain, e enum, m multirange, p pseudo, r range
 * @param element for a true array the OID of its element type, otherwise 0
 * @param base for a domain the OID of its base type, otherwise 0
 * @param baseModifier for a domain the modifier of its base type
 * @param baseFormatted for a domain its base type as {@code format_type} prints it
 * @param notNull whether a domain forbids NULL
 * @param labels an enum's labels, in order
 * @param checks a domain's CHECK constraints
 */
record CatalogType(
        long oid,
        String schema,
        String name,
        char kind,
        long element,
        long base,
        int baseModifier,
        String baseFormatted,
        boolean notNull,
        List<String> labels,
        List<String> checks) {

    /** Whether it is built in under this name. */
    boolean isBuiltIn(String typeName) {
        return schema.equals("pg_catalog") && name.equals(typeName);
    }

    /** The types that it is made of: an array's element, a domain's base. */
    List<Long> standsOn() {
        return Stream.of(element, base).filter(type -> type != 0).toList();
    }
}
