package dev.daybook.sourcefiles.key;

import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import dev.daybook.lake.column.Batch;
import dev.daybook.lake.column.BytesVector;
import dev.daybook.lake.column.ColumnVector;
import dev.daybook.lake.column.ListVector;
import dev.daybook.lake.column.LongVector;
import dev.daybook.sourcefiles.schema.FieldType;
import dev.daybook.sourcefiles.schema.SchemaField;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One key of a dataset: hashes its columns' values in the last row of a batch and remembers them. */
final class RowKey implements AutoCloseable {

    private final List<String> columns;
    private final List<FieldType> types;
    private final List<ColumnVector> vectors;
    private final KeyIndex index;
    private final HashStream128 hash = Hashing.xxh3_128().hashStream();

    /**
     * @param fields the dataset's fields, in the order of the batch's columns
     * @param columns the key's fields, by name
     * @param batch gets the rows
     * @param directory where keys go that memory does not hold
     */
    RowKey(List<SchemaField> fields, List<String> columns, Batch batch, Path directory) {
        List<String> names = fields.stream().map(SchemaField::name).toList();
        this.columns = List.copyOf(columns);
        this.types = columns.stream()
                .map(column -> fields.get(names.indexOf(column)).type())
                .toList();
        this.vectors = columns.stream()
                .map(column -> batch.columns().get(names.indexOf(column)))
                .toList();
        this.index = new KeyIndex(directory);
    }

    /** The key's columns. */
    List<String> columns() {
        return columns;
    }

    /** Adds the batch's last row; a row with a NULL in the key is never the same as another. */
    Optional<KeyIndex.Duplicate> addLastRow(long line) throws IOException {
        hash.reset();
        for (int i = 0; i < vectors.size(); i++) {
            ColumnVector vector = vectors.get(i);
            int last = vector.size() - 1;
            if (vector.nulls()[last]) {
                return Optional.empty();
            }
            put(types.get(i), vector, last);
        }
        HashValue128 value = hash.get();
        return index.add(value.getMostSignificantBits(), value.getLeastSignificantBits(), line);
    }

    private void put(FieldType type, ColumnVector vector, int row) {
        switch (vector) {
            case LongVector longs -> hash.putLong(canonical(type, longs.values()[row]));
            case BytesVector bytes
            when type instanceof FieldType.Numeric -> {
                String text =
                        new String(bytes.data(), bytes.starts()[row], bytes.lengths()[row], StandardCharsets.US_ASCII);
                hash.putString(new BigDecimal(text).stripTrailingZeros().toString());
            }
            case BytesVector bytes -> {
                hash.putBytes(bytes.data(), bytes.starts()[row], bytes.lengths()[row]);
                // The length ends the value: ("a", "bc") is another key than ("ab", "c").
                hash.putInt(bytes.lengths()[row]);
            }
            case ListVector _ -> throw new IllegalStateException("no schema declares lists");
        }
    }

    /** PostgreSQL has one zero and one NaN. */
    private static long canonical(FieldType type, long bits) {
        if (!(type instanceof FieldType.Floating floating)) {
            return bits;
        }
        double value = floating.isDouble() ? Double.longBitsToDouble(bits) : Float.intBitsToFloat((int) bits);
        return Double.doubleToLongBits(value == 0 ? 0.0 : value);
    }

    /** The first row whose key an earlier row has, once all rows are added. */
    Optional<KeyIndex.Duplicate> finish() throws IOException {
        return index.finish();
    }

    @Override
    public void close() throws IOException {
        index.close();
    }
}
