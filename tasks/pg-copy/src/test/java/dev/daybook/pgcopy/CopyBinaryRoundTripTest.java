package dev.daybook.pgcopy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.lake.column.Batch;
import dev.daybook.lake.column.BytesVector;
import dev.daybook.lake.column.ColumnVector;
import dev.daybook.lake.column.ListVector;
import dev.daybook.lake.column.LongVector;
import dev.daybook.lake.model.ColumnType;
import dev.daybook.lake.model.ContentHash;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.pgcopy.TestTable.TestColumn;
import dev.daybook.pgcopy.decode.CopyBinaryDecoder;
import dev.daybook.pgcopy.encode.CopyBinaryEncoder;
import dev.daybook.task.StepFailure;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random batches of every type, encoded, cut into random pieces, decoded and encoded again. */
class CopyBinaryRoundTripTest {

    private static final List<TestColumn> COLUMNS = columns();

    private static List<TestColumn> columns() {
        List<TestColumn> plain = List.of(
                TestColumn.of(new ColumnType.Bool(), "bool", "boolean"),
                TestColumn.of(new ColumnType.Int16(), "int2", "smallint"),
                TestColumn.of(new ColumnType.Int32(), "int4", "integer"),
                TestColumn.of(new ColumnType.Int64(), "int8", "bigint"),
                TestColumn.of(new ColumnType.Decimal(7, 3), "numeric", "numeric(7,3)"),
                TestColumn.of(new ColumnType.Decimal(18, 5), "numeric", "numeric(18,5)"),
                TestColumn.of(new ColumnType.Decimal(23, 6), "numeric", "numeric(23,6)"),
                TestColumn.of(new ColumnType.Decimal(38, 9), "numeric", "numeric(38,9)"),
                TestColumn.of(new ColumnType.Text(), "text", "text"),
                TestColumn.of(new ColumnType.Json(), "jsonb", "jsonb"),
                TestColumn.of(new ColumnType.Binary(), "bytea", "bytea"),
                TestColumn.of(new ColumnType.Date(), "date", "date"),
                TestColumn.of(new ColumnType.Timestamp(true), "timestamptz", "timestamp with time zone"));
        List<TestColumn> all = new ArrayList<>(plain);
        plain.forEach(column -> all.add(column.array()));
        return all;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void decodingWhatWasEncodedGivesTheSameBytesAndTheSameHash(long seed) {
        Random random = new Random(seed);
        TableDefinition table = TestTable.of(COLUMNS);
        CopyBinaryEncoder encoder = new CopyBinaryEncoder(table, _ -> 23);
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        Batch batch = new Batch(table);
        int rows = 0;
        for (int i = 0; i < 4; i++) {
            int count = random.nextInt(700);
            fill(batch, count, random);
            encoder.encode(batch, data::write);
            rows += count;
        }
        encoder.finish(data::write);

        CopyBinaryDecoder decoder = new CopyBinaryDecoder(table, Integer.MAX_VALUE);
        CopyBinaryEncoder again = new CopyBinaryEncoder(table, _ -> 23);
        ByteArrayOutputStream dataAgain = new ByteArrayOutputStream();
        byte[] bytes = data.toByteArray();
        for (int at = 0; at < bytes.length; ) {
            int length = Math.min(bytes.length - at, 1 + random.nextInt(seed % 2 == 0 ? 40 : 400_000));
            decoder.decode(bytes, at, length, decoded -> again.encode(decoded, dataAgain::write));
            at += length;
        }
        decoder.finish(decoded -> again.encode(decoded, dataAgain::write));
        again.finish(dataAgain::write);

        assertThat(dataAgain.toByteArray()).isEqualTo(bytes);
        assertThat(decoder.content().rows()).isEqualTo(rows);
        assertThat(List.of(decoder.content(), again.content())).containsOnly(encoder.content());
    }

    @Test
    void theHashDoesNotDependOnTheOrderOfRowsAndTheirElementOids() {
        TableDefinition table = TestTable.of(
                TestColumn.of(new ColumnType.Int32(), "int4", "integer").array());
        Batch batch = new Batch(table);
        addList(batch, 1, 2);
        addList(batch, 3);
        batch.filled(2);
        CopyBinaryEncoder forward = new CopyBinaryEncoder(table, _ -> 23);
        forward.hash(batch);
        batch.clear();
        addList(batch, 3);
        addList(batch, 1, 2);
        batch.filled(2);
        CopyBinaryEncoder backward = new CopyBinaryEncoder(table);
        backward.hash(batch);
        batch.clear();
        addList(batch, 3, 1);
        addList(batch, 2);
        batch.filled(2);
        CopyBinaryEncoder other = new CopyBinaryEncoder(table);
        other.hash(batch);

        assertThat(backward.content()).isEqualTo(forward.content()).isNotEqualTo(other.content());
    }

    @Test
    // The expected value is that of the xxhash library for the bytes 0001 00000004 00000001.
    void theHashOfTheSameRowNeverChanges() {
        TableDefinition table = TestTable.of(TestColumn.of(new ColumnType.Int32(), "int4", "integer"));
        Batch batch = new Batch(table);
        ((LongVector) batch.columns().getFirst()).add(1);
        batch.filled(1);
        CopyBinaryEncoder encoder = new CopyBinaryEncoder(table);
        encoder.hash(batch);

        assertThat(encoder.content()).isEqualTo(ContentHash.of(1, "f46f8adebca82bff4e20e4658e86c8c9"));
    }

    @Test
    void rowsWithoutColumnsCount() {
        TableDefinition table = TestTable.of();
        Batch batch = new Batch(table);
        batch.filled(3);
        CopyBinaryEncoder encoder = new CopyBinaryEncoder(table);
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        encoder.encode(batch, data::write);
        encoder.finish(data::write);
        CopyBinaryDecoder decoder = new CopyBinaryDecoder(table, 1);
        decoder.decode(data.toByteArray(), 0, data.size(), _ -> {});
        decoder.finish(decoded -> assertThat(decoded.rows()).isEqualTo(3));

        assertThat(decoder.content().rows()).isEqualTo(3);
        assertThat(decoder.content()).isEqualTo(encoder.content());
    }

    @Test
    void dataWithoutItsTrailerIsRefused() {
        TableDefinition table = TestTable.of(TestColumn.of(new ColumnType.Int32(), "int4", "integer"));
        CopyBinaryEncoder encoder = new CopyBinaryEncoder(table);
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        encoder.finish(data::write);
        CopyBinaryDecoder decoder = new CopyBinaryDecoder(table, 1);
        decoder.decode(data.toByteArray(), 0, data.size() - 1, _ -> {});

        assertThatThrownBy(() -> decoder.finish(_ -> {}))
                .isInstanceOf(StepFailure.Temporary.class)
                .hasMessage("the COPY of public.t ended before its trailer; run the step again");
    }

    private static void addList(Batch batch, int... values) {
        ListVector lists = (ListVector) batch.columns().getFirst();
        Arrays.stream(values).forEach(((LongVector) lists.elements())::add);
        lists.endList();
    }

    private static void fill(Batch batch, int rows, Random random) {
        batch.clear();
        IntStream.range(0, COLUMNS.size())
                .forEach(i -> IntStream.range(0, rows)
                        .forEach(_ -> add(COLUMNS.get(i).type(), batch.columns().get(i), random)));
        batch.filled(rows);
    }

    private static void add(ColumnType type, ColumnVector into, Random random) {
        if (random.nextInt(5) == 0) {
            into.addNull();
            return;
        }
        switch (into) {
            case ListVector lists -> {
                int size = random.nextInt(6);
                for (int i = 0; i < size; i++) {
                    add(((ColumnType.ListOf) type).element(), lists.elements(), random);
                }
                lists.endList();
            }
            case LongVector values -> values.add(number(type, random));
            case BytesVector values -> {
                byte[] value = bytes(type, random);
                values.add(value, 0, value.length);
            }
        }
    }

    private static long number(ColumnType type, Random random) {
        long bits = random.nextLong() >> random.nextInt(64);
        return switch (type) {
            case ColumnType.Bool _ -> bits & 1;
            case ColumnType.Int16 _ -> (short) bits;
            case ColumnType.Int32 _, ColumnType.Date _ -> (int) bits;
            case ColumnType.Decimal decimal ->
                bits % BigInteger.TEN.pow(decimal.precision()).longValueExact();
            case ColumnType.Timestamp _ -> Math.max(bits, -(1L << 62));
            case ColumnType.Int64 _,
                    ColumnType.Float32 _,
                    ColumnType.Float64 _,
                    ColumnType.Time _,
                    ColumnType.Text _,
                    ColumnType.EnumText _,
                    ColumnType.Json _,
                    ColumnType.Binary _,
                    ColumnType.Uuid _,
                    ColumnType.ListOf _ -> bits;
        };
    }

    private static byte[] bytes(ColumnType type, Random random) {
        if (type instanceof ColumnType.Decimal decimal) {
            BigInteger value = new BigInteger(random.nextInt(127), random).mod(BigInteger.TEN.pow(decimal.precision()));
            byte[] digits = (random.nextBoolean() ? value : value.negate()).toByteArray();
            byte[] padded = new byte[decimal.byteLength()];
            Arrays.fill(padded, (byte) (digits[0] < 0 ? -1 : 0));
            System.arraycopy(digits, 0, padded, padded.length - digits.length, digits.length);
            return padded;
        }
        String letters = "aä€\uD83D\uDE00";
        return letters.repeat(random.nextInt(random.nextInt(50) == 0 ? 2000 : 5))
                .getBytes(StandardCharsets.UTF_8);
    }
}
