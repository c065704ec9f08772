package dev.daybook.lake.parquet;

import dev.daybook.lake.column.Batch;
import dev.daybook.lake.column.BytesVector;
import dev.daybook.lake.column.ColumnVector;
import dev.daybook.lake.column.ListVector;
import dev.daybook.lake.column.LongVector;
import dev.daybook.lake.files.LocalFile;
import dev.daybook.lake.files.LocalFileSteps;
import dev.daybook.lake.files.LocalStagedFile;
import dev.daybook.lake.model.ColumnDefinition;
import dev.daybook.lake.model.ColumnType;
import dev.daybook.lake.model.DatasetName;
import dev.daybook.lake.model.SourceType;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.lake.model.TableKind;
import dev.daybook.lake.model.WriterSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Columns of values as tests want to write and compare them: each value is {@code null}, a {@code Long}, a
 * {@link Bytes} or a {@code List} of those, as its vector carries it.
 */
public final class Rows {

    private Rows() {}

    /** A byte string that equals by content. */
    record Bytes(byte[] value) {
        static Bytes of(String text) {
            return new Bytes(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes bytes && Arrays.equals(value, bytes.value);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(value);
        }

        @Override
        public String toString() {
            return value.length > 40
                    ? value.length + " bytes"
                    : java.util.HexFormat.of().formatHex(value);
        }
    }

    /** A table with columns c0, c1, ... of these types. */
    static TableDefinition table(ColumnType... types) {
        List<ColumnDefinition> columns = new ArrayList<>();
        for (ColumnType type : types) {
            columns.add(ColumnDefinition.of("c" + columns.size(), type, SourceType.builtIn("any", "any"), false));
        }
        return table(columns);
    }

    static TableDefinition table(List<ColumnDefinition> columns) {
        return new TableDefinition(
                new DatasetName(Optional.of("public"), "t"),
                "t",
                TableKind.TABLE,
                true,
                columns,
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of());
    }

    /** Writes a new file. */
    static ParquetPartWriter writer(Path file, TableDefinition table, String tableJson, WriterSettings settings) {
        return new ParquetPartWriter(new LocalStagedFile(file, new LocalFileSteps()), table, tableJson, settings);
    }

    /** Reads a file. */
    static ParquetPartReader reader(Path file, TableDefinition table, long rows) {
        try {
            return new ParquetPartReader(new LocalFile(file), table, rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes columns of equal length as one file, in batches of the given size. */
    static void write(
            Path file, TableDefinition table, WriterSettings settings, int batchRows, List<List<Object>> columns) {
        try (ParquetPartWriter writer = writer(file, table, "{}", settings)) {
            Batch batch = new Batch(table);
            int rows = columns.getFirst().size();
            for (int from = 0; from < rows; from += batchRows) {
                int to = Math.min(rows, from + batchRows);
                batch.clear();
                for (int column = 0; column < columns.size(); column++) {
                    for (Object value : columns.get(column).subList(from, to)) {
                        add(batch.columns().get(column), value);
                    }
                }
                batch.filled(to - from);
                writer.write(batch);
            }
            writer.finish();
        }
    }

    static void write(Path file, TableDefinition table, List<List<Object>> columns) {
        write(file, table, WriterSettings.DEFAULT, Batch.ROWS, columns);
    }

    /** Reads all columns of a file. */
    static List<List<Object>> read(Path file, TableDefinition table, long rows) {
        List<List<Object>> columns = new ArrayList<>();
        table.columns().forEach(_ -> columns.add(new ArrayList<>()));
        Batch batch = new Batch(table);
        try (ParquetPartReader reader = reader(file, table, rows)) {
            while (reader.read(batch)) {
                for (int column = 0; column < columns.size(); column++) {
                    for (int row = 0; row < batch.rows(); row++) {
                        columns.get(column).add(get(batch.columns().get(column), row));
                    }
                }
            }
        }
        return columns;
    }

    static void add(ColumnVector vector, Object value) {
        if (value == null) {
            vector.addNull();
            return;
        }
        switch (vector) {
            case LongVector longs -> longs.add((Long) value);
            case BytesVector bytes -> bytes.add(((Bytes) value).value(), 0, ((Bytes) value).value().length);
            case ListVector lists -> {
                ((List<?>) value).forEach(element -> add(lists.elements(), element));
                lists.endList();
            }
        }
    }

    static Object get(ColumnVector vector, int index) {
        if (vector.nulls()[index]) {
            return null;
        }
        return switch (vector) {
            case LongVector longs -> longs.values()[index];
            case BytesVector bytes -> {
                int start = bytes.starts()[index];
                yield new Bytes(Arrays.copyOfRange(bytes.data(), start, start + bytes.lengths()[index]));
            }
            case ListVector lists -> {
                List<Object> elements = new ArrayList<>();
                for (int i = index == 0 ? 0 : lists.ends()[index - 1]; i < lists.ends()[index]; i++) {
                    elements.add(get(lists.elements(), i));
                }
                yield elements;
            }
        };
    }
}
