package dev.daybook.loadpostgres.gate;

import dev.daybook.lake.model.NamePattern;
import java.util.ArrayList;
import java.util.List;

/**
 * What a pattern of tables says of names in the warehouse, so that one value of {@code --allow-missing} suits the extracts
 * and the load: an extract spells {@code schema.table} what is {@code schema__table} in the warehouse, and
 * {@code public.table} what is {@code table} there.
 *
 * @param names the names and globs in the warehouse that it stands for: itself, and what an extract means by it
 * @param isEverything whether it stands for every table of every schema
 */
public record WarehouseSpelling(List<NamePattern.Part> names, boolean isEverything) {

    private static final String DEFAULT_SCHEMA = "public";

    /** Copies the list. */
    public WarehouseSpelling {
        names = List.copyOf(names);
    }

    /** Reads a pattern. */
    public static WarehouseSpelling of(String text) {
        List<NamePattern.Part> names = new ArrayList<>();
        names.add(new NamePattern.Part(text, true));
        try {
            NamePattern pattern = NamePattern.parse(text);
            List<NamePattern.Part> parts = pattern.parts();
            if (parts.size() == 1) {
                names.add(parts.getFirst());
            } else if (parts.size() == 2) {
                addQualified(parts.getFirst(), parts.getLast(), names);
            }
            return new WarehouseSpelling(names, pattern.isEverything());
        } catch (IllegalArgumentException _) {
            // No extract takes it, but a table may have that name in the warehouse.
            return new WarehouseSpelling(names, false);
        }
    }

    private static void addQualified(NamePattern.Part schema, NamePattern.Part table, List<NamePattern.Part> names) {
        if (schema.matches(DEFAULT_SCHEMA)) {
            names.add(table);
        }
        names.add(new NamePattern.Part(schema.text() + "__" + table.text(), schema.glob() || table.glob()));
    }

    /** Whether it stands for a table of the warehouse. */
    public boolean matches(String table) {
        return names.stream().anyMatch(name -> name.matches(table));
    }
}
