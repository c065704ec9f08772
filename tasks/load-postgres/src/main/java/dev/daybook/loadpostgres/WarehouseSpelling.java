package dev.daybook.loadpostgres;

import dev.daybook.postgres.name.NamePattern;
import java.util.ArrayList;
import java.util.List;

/**
 * What a pattern of tables says of names in the warehouse, so that one value of {@code --allow-missing} suits the extracts
 * and the load: an extract spells {@code schema.table} what is {@code schema__table} in the warehouse, and
 * {@code public.table} what is {@code table} there.
 */
final class WarehouseSpelling {

    private static final String DEFAULT_SCHEMA = "public";

    private WarehouseSpelling() {}

    /** The names and globs in the warehouse that a pattern stands for: itself, and what an extract means by it. */
    static List<NamePattern.Part> of(String pattern) {
        List<NamePattern.Part> spellings = new ArrayList<>();
        spellings.add(new NamePattern.Part(pattern, true));
        try {
            List<NamePattern.Part> parts = NamePattern.parse(pattern).parts();
            if (parts.size() == 1) {
                spellings.add(parts.getFirst());
            } else if (parts.size() == 2) {
                addQualified(parts.getFirst(), parts.getLast(), spellings);
            }
        } catch (IllegalArgumentException _) {
            // No extract takes it, but a table may have that name in the warehouse.
        }
        return spellings;
    }

    private static void addQualified(
            NamePattern.Part schema, NamePattern.Part table, List<NamePattern.Part> spellings) {
        if (schema.matches(DEFAULT_SCHEMA)) {
            spellings.add(table);
        }
        spellings.add(new NamePattern.Part(schema.text() + "__" + table.text(), schema.glob() || table.glob()));
    }
}
