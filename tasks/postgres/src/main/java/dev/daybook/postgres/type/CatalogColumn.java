package dev.daybook.postgres.type;

import dev.daybook.lake.model.CollationDefinition;
import java.util.Optional;

/**
 * A row of {@code pg_attribute}, with what else is needed of it.
 *
 * @param number its {@code attnum}
 * @param name its name
 * @param type the OID of its type
 * @param modifier its {@code atttypmod}
 * @param formatted its type as {@code format_type} prints it
 * @param required whether it is NOT NULL
 * @param collation its collation, qualified, when it is not its type's
 * @param collationDefinition what its collation is made of, when it is not built in
 * @param comment its comment
 * @param leftOut what a plain column lacks against it: identity, generation, default; empty when nothing
 */
record CatalogColumn(
        int number,
        String name,
        long type,
        int modifier,
        String formatted,
        boolean required,
        Optional<String> collation,
        Optional<CollationDefinition> collationDefinition,
        Optional<String> comment,
        Optional<String> leftOut) {}
