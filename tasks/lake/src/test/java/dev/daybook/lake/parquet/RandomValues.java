package dev.daybook.lake.parquet;

import dev.daybook.lake.model.ColumnType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Values of each column type: limits first, then random ones, a good part of them repeated. */
final class RandomValues {

    static final List<ColumnType> FLAT_TYPES = List.of(
            new ColumnType.Bool(),
            new ColumnType.Int16(),
            new ColumnType.Int32(),
            new ColumnType.Int64(),
            new ColumnType.Float32(),
            new ColumnType.Float64(),
            new ColumnType.Decimal(1, 0),
            new ColumnType.Decimal(9, 2),
            new ColumnType.Decimal(18, 18),
            new ColumnType.Decimal(19, 2),
            new ColumnType.Decimal(38, 10),
            new ColumnType.Text(),
            new ColumnType.EnumText(),
            new ColumnType.Json(),
            new ColumnType.Binary(),
            new ColumnType.Uuid(),
            new ColumnType.Date(),
            new ColumnType.Time(),
            new ColumnType.Timestamp(false),
            new ColumnType.Timestamp(true));

    private final Random random;

    RandomValues(long seed) {
        random = new Random(seed);
    }

    /** All flat types and a list of each. */
    static List<ColumnType> allTypes() {
        List<ColumnType> types = new ArrayList<>(FLAT_TYPES);
        FLAT_TYPES.forEach(type -> types.add(new ColumnType.ListOf(type)));
        return types;
    }

    /** A column; {@code nullShare} of its values are NULL, and it has about {@code distinct} distinct ones. */
    List<Object> column(ColumnType type, int rows, double nullShare, int distinct) {
        List<Object> pool = new ArrayList<>(limits(type));
        while (pool.size() < distinct) {
            pool.add(value(type));
        }
        List<Object> column = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            column.add(random.nextDouble() < nullShare ? null : pool.get(random.nextInt(pool.size())));
        }
        return column;
    }

    /** The smallest, the largest and the odd values of a type. */
    static List<Object> limits(ColumnType type) {
        return switch (type) {
            case ColumnType.Bool _ -> List.of(0L, 1L);
            case ColumnType.Int16 _ -> longs(Short.MIN_VALUE, -1, 0, 1, Short.MAX_VALUE);
            case ColumnType.Int32 _ -> longs(Integer.MIN_VALUE, -1, 0, 1, Integer.MAX_VALUE);
            case ColumnType.Int64 _ -> longs(Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE);
            case ColumnType.Float32 _ ->
                floats(0f, -0f, 1f, Float.MIN_VALUE, -Float.MAX_VALUE, Float.MAX_VALUE, Float.NEGATIVE_INFINITY);
            case ColumnType.Float64 _ ->
                doubles(0d, -0d, 1d, Double.MIN_VALUE, -Double.MAX_VALUE, Double.MAX_VALUE, Double.POSITIVE_INFINITY);
            case ColumnType.Decimal decimal -> {
                BigInteger largest = BigInteger.TEN.pow(decimal.precision()).subtract(BigInteger.ONE);
                yield List.of(
                        decimal(decimal, largest),
                        decimal(decimal, largest.negate()),
                        decimal(decimal, BigInteger.ZERO));
            }
            case ColumnType.Text _, ColumnType.EnumText _ ->
                List.of(
                        Rows.Bytes.of(""),
                        Rows.Bytes.of("a"),
                        Rows.Bytes.of("zü\uD83D\uDE00"),
                        Rows.Bytes.of("01234567"),
                        Rows.Bytes.of("012345678"));
            case ColumnType.Json _ -> List.of(Rows.Bytes.of("null"), Rows.Bytes.of("{\"a\":[1,2]}"));
            case ColumnType.Binary _ ->
                List.of(new Rows.Bytes(new byte[0]), new Rows.Bytes(new byte[] {0, -1, 127, -128}));
            case ColumnType.Uuid _ ->
                List.of(new Rows.Bytes(new byte[16]), uuid((byte) 0x7F), uuid((byte) 0x80), uuid((byte) 0xFF));
            case ColumnType.Date _ -> longs(-Integer.MAX_VALUE, -719_162, 0, 2_932_896, Integer.MAX_VALUE);
            case ColumnType.Time _ -> longs(0, 1, 86_399_999_999L, 86_400_000_000L);
            case ColumnType.Timestamp _ -> longs(-Long.MAX_VALUE, -1, 0, 253_402_300_799_999_999L, Long.MAX_VALUE);
            case ColumnType.ListOf list -> {
                List<Object> elements = new ArrayList<>(limits(list.element()));
                elements.add(1, null);
                yield List.of(List.of(), elements, elements.subList(0, 1), elements.subList(1, 2));
            }
        };
    }

    private Object value(ColumnType type) {
        return switch (type) {
            case ColumnType.Bool _ -> (long) random.nextInt(2);
            case ColumnType.Int16 _ -> (long) (short) random.nextInt();
            case ColumnType.Int32 _ -> (long) random.nextInt();
            case ColumnType.Int64 _ -> random.nextLong();
            case ColumnType.Float32 _ -> (long) Float.floatToRawIntBits(random.nextFloat() * 1000 - 500);
            case ColumnType.Float64 _ -> Double.doubleToRawLongBits(random.nextGaussian() * 1e9);
            case ColumnType.Decimal decimal ->
                decimal(
                        decimal,
                        new BigInteger(120, random)
                                .mod(BigInteger.TEN.pow(decimal.precision()))
                                .multiply(BigInteger.valueOf(random.nextBoolean() ? 1 : -1)));
            case ColumnType.Text _, ColumnType.EnumText _ -> Rows.Bytes.of(text());
            case ColumnType.Json _ -> Rows.Bytes.of("{\"k\": \"" + random.nextInt() + "\"}");
            case ColumnType.Binary _ -> new Rows.Bytes(bytes(random.nextInt(40)));
            case ColumnType.Uuid _ -> new Rows.Bytes(bytes(16));
            case ColumnType.Date _ -> (long) random.nextInt(40_000) - 10_000;
            case ColumnType.Time _ -> random.nextLong(86_400_000_001L);
            case ColumnType.Timestamp _ -> random.nextLong(4_000_000_000_000_000L) - 1_000_000_000_000_000L;
            case ColumnType.ListOf list -> {
                List<Object> elements = new ArrayList<>();
                for (int i = random.nextInt(6); i > 0; i--) {
                    elements.add(random.nextInt(5) == 0 ? null : value(list.element()));
                }
                yield elements;
            }
        };
    }

    private String text() {
        int length = random.nextInt(24);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static Rows.Bytes uuid(byte first) {
        byte[] bytes = new byte[16];
        bytes[0] = first;
        return new Rows.Bytes(bytes);
    }

    static Object decimal(ColumnType.Decimal type, BigInteger unscaled) {
        if (type.isLong()) {
            return unscaled.longValueExact();
        }
        byte[] bytes = new byte[type.byteLength()];
        java.util.Arrays.fill(bytes, (byte) (unscaled.signum() < 0 ? -1 : 0));
        byte[] digits = unscaled.toByteArray();
        System.arraycopy(digits, 0, bytes, bytes.length - digits.length, digits.length);
        return new Rows.Bytes(bytes);
    }

    private static List<Object> longs(long... values) {
        return java.util.Arrays.stream(values).<Object>mapToObj(Long::valueOf).toList();
    }

    private static List<Object> floats(float... values) {
        List<Object> bits = new ArrayList<>();
        for (float value : values) {
            bits.add((long) Float.floatToRawIntBits(value));
        }
        return bits;
    }

    private static List<Object> doubles(double... values) {
        List<Object> bits = new ArrayList<>();
        for (double value : values) {
            bits.add(Double.doubleToRawLongBits(value));
        }
        return bits;
    }
}
