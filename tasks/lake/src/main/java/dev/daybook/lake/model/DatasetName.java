package dev.daybook.lake.model;

import java.util.Comparator;
import java.util.Optional;

/**
 * The name of a dataset within its source. Schema and name stay apart, because either may hold a dot: the table
 * {@code c} of the schema {@code a.b} is not the table {@code b.c} of the schema {@code a}.
 *
 * @param schema the schema of a table; empty for a dataset that has none, such as a CSV file
 * @param name the table's or the file's name, as the source has it, case and all
 */
public record DatasetName(Optional<String> schema, String name) implements Comparable<DatasetName> {

    private static final Comparator<DatasetName> ORDER = Comparator.comparing(
                    (DatasetName dataset) -> dataset.schema.orElse(""))
            .thenComparing(DatasetName::name);

    /** @throws IllegalArgumentException when a name is empty */
    public DatasetName {
        if (name.isEmpty() || schema.map(String::isEmpty).orElse(false)) {
            throw new IllegalArgumentException("a dataset's name must not be empty");
        }
    }

    /** A table's name. */
    public static DatasetName of(String schema, String name) {
        return new DatasetName(Optional.of(schema), name);
    }

    /** The name of a dataset without a schema. */
    public static DatasetName bare(String name) {
        return new DatasetName(Optional.empty(), name);
    }

    @Override
    public int compareTo(DatasetName other) {
        return ORDER.compare(this, other);
    }

    /** {@code public.orders} or {@code order_details}: for people and for {@code --include}; not escaped. */
    @Override
    public String toString() {
        return schema.map(prefix -> prefix + "." + name).orElse(name);
    }
}
