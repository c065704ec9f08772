package dev.daybook.torture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table of a random database, of parts that shrinking can take away.
 *
 * @param schema its schema
 * @param name its name
 * @param parent the qualified, quoted table it inherits from
 * @param partitions how it is cut into partitions
 * @param columns its own columns
 * @param rows each with a value in text form, or null, for every column
 * @param statements what is done once the rows are there: keys, checks, indexes, comments
 */
record SampleTable(
        String schema,
        String name,
        Optional<String> parent,
        Partitions partitions,
        List<Column> columns,
        List<List<String>> rows,
        List<String> statements) {

    /** How a table is partitioned, by its first column, which counts from 1. */
    enum Partitions {
        /** Not at all. */
        NONE,
        /** A partitioned table without a partition. */
        EMPTY,
        /** By range. */
        RANGE,
        /** By list, with a default partition. */
        LIST,
        /** By hash. */
        HASH,
        /** By range, one of the ranges again by hash. */
        NESTED
    }

    /**
     * A column.
     *
     * @param name its name
     * @param type its type as declared
     * @param further what follows the type: collation, NOT NULL, default, identity, generation
     * @param written whether INSERT may name it, which a generated column forbids
     */
    record Column(String name, String type, String further, boolean written) {}

    /** Copies the lists. */
    SampleTable {
        columns = List.copyOf(columns);
        rows = rows.stream().map(Collections::unmodifiableList).toList();
        statements = List.copyOf(statements);
    }

    /** The qualified, quoted name. */
    String qualified() {
        return Sql.name(schema, name);
    }

    /** The statements that make the table and its partitions. */
    List<String> create() {
        String list = columns.stream()
                .map(column -> Sql.name(column.name) + " " + column.type + column.further)
                .collect(Collectors.joining(", ", "CREATE TABLE " + qualified() + " (", ")"));
        String key = columns.isEmpty() ? "" : " (" + Sql.name(columns.getFirst().name) + ")";
        return switch (partitions) {
            case NONE ->
                List.of(list + parent.map(table -> " INHERITS (" + table + ")").orElse(""));
            case EMPTY -> List.of(list + " PARTITION BY RANGE" + key);
            case RANGE ->
                List.of(
                        list + " PARTITION BY RANGE" + key,
                        part(1, qualified(), "FOR VALUES FROM (MINVALUE) TO (4)"),
                        part(2, qualified(), "FOR VALUES FROM (4) TO (MAXVALUE)"));
            case LIST ->
                List.of(
                        list + " PARTITION BY LIST" + key,
                        part(1, qualified(), "FOR VALUES IN (1, 2, 3)"),
                        part(2, qualified(), "DEFAULT"));
            case HASH ->
                List.of(
                        list + " PARTITION BY HASH" + key,
                        part(1, qualified(), "FOR VALUES WITH (MODULUS 2, REMAINDER 0)"),
                        part(2, qualified(), "FOR VALUES WITH (MODULUS 2, REMAINDER 1)"));
            case NESTED ->
                List.of(
                        list + " PARTITION BY RANGE" + key,
                        part(1, qualified(), "FOR VALUES FROM (MINVALUE) TO (4)"),
                        part(2, qualified(), "FOR VALUES FROM (4) TO (MAXVALUE) PARTITION BY HASH" + key),
                        part(3, partName(2), "FOR VALUES WITH (MODULUS 2, REMAINDER 0)"),
                        part(4, partName(2), "FOR VALUES WITH (MODULUS 2, REMAINDER 1)"));
        };
    }

    private String part(int number, String of, String values) {
        return "CREATE TABLE " + partName(number) + " PARTITION OF " + of + " " + values;
    }

    private String partName(int number) {
        return Sql.name(schema, "part" + number + "_" + Integer.toHexString(name.hashCode()));
    }

    /** The statements that fill it, one a row, so that a row that a constraint forbids keeps out no other. */
    List<String> inserts() {
        return rows.stream().map(this::insert).toList();
    }

    private String insert(List<String> row) {
        List<Integer> written = IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).written)
                .boxed()
                .toList();
        if (written.isEmpty()) {
            return "INSERT INTO " + qualified() + " DEFAULT VALUES";
        }
        List<String> values = new ArrayList<>();
        for (int i : written) {
            values.add(row.get(i) == null ? "NULL" : Sql.text(row.get(i)));
        }
        return "INSERT INTO " + qualified()
                + written.stream().map(i -> Sql.name(columns.get(i).name)).collect(Collectors.joining(", ", " (", ")"))
                + " OVERRIDING SYSTEM VALUE VALUES (" + String.join(", ", values) + ")";
    }

    /** Without some of its rows. */
    SampleTable withRows(List<List<String>> kept) {
        return new SampleTable(schema, name, parent, partitions, columns, kept, statements);
    }

    /** Without some of its statements. */
    SampleTable withStatements(List<String> kept) {
        return new SampleTable(schema, name, parent, partitions, columns, rows, kept);
    }

    /** Without one of its columns. */
    SampleTable withoutColumn(int index) {
        List<List<String>> shorter =
                rows.stream().map(row -> without(row, index)).toList();
        return new SampleTable(schema, name, parent, partitions, without(columns, index), shorter, statements);
    }

    private static <T> List<T> without(List<T> list, int index) {
        List<T> shorter = new ArrayList<>(list);
        shorter.remove(index);
        return shorter;
    }
}
