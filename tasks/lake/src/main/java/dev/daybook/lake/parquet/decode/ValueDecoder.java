package dev.daybook.lake.parquet.decode;

import dev.daybook.lake.column.BytesVector;
import dev.daybook.lake.column.ColumnVector;
import dev.daybook.lake.column.LongVector;
import dev.daybook.lake.parquet.page.PageBuffer;
import org.apache.parquet.schema.PrimitiveType;

/** Appends the values of one PLAIN or dictionary page to vectors, in order. */
abstract sealed class ValueDecoder {

    /** Called before the values of a batch are appended to an empty vector. */
    void startBatch(ColumnVector vector) {}

    /** Appends the next values. */
    abstract void append(ColumnVector vector, int count);

    /** About how many bytes one value has. */
    abstract int averageBytes();

    /** The decoder of a PLAIN page. */
    static ValueDecoder plain(PrimitiveType type, byte[] page, int start, int end, int count) {
        return switch (type.getPrimitiveTypeName()) {
            case BOOLEAN -> new Booleans(page, start, requireSize(end - start, (count + 7L) >>> 3));
            case INT32, FLOAT -> new Ints(page, start, requireSize(end - start, (long) count * Integer.BYTES));
            case INT64, DOUBLE -> new Longs(page, start, requireSize(end - start, (long) count * Long.BYTES));
            case FIXED_LEN_BYTE_ARRAY -> {
                int width = type.getTypeLength();
                yield new FixedBytes(page, start, requireSize(end - start, (long) count * width), width);
            }
            case BINARY -> new Bytes(page, start, end, count);
            case INT96 -> throw new CorruptFileException("INT96 values");
        };
    }

    private static int requireSize(int found, long expected) {
        if (found != expected) {
            throw new CorruptFileException("expected " + expected + " bytes of values in a page, found " + found);
        }
        return found;
    }

    /** One bit each. */
    private static final class Booleans extends ValueDecoder {
        private final byte[] page;
        private final int start;
        private int next;

        Booleans(byte[] page, int start, int size) {
            this.page = page;
            this.start = start;
        }

        @Override
        void append(ColumnVector vector, int count) {
            LongVector target = (LongVector) vector;
            for (int i = 0; i < count; i++, next++) {
                target.add(page[start + (next >> 3)] >> (next & 7) & 1);
            }
        }

        @Override
        int averageBytes() {
            return 1;
        }
    }

    /** Four bytes each. */
    private static final class Ints extends ValueDecoder {
        private final byte[] page;
        private int position;

        Ints(byte[] page, int start, int size) {
            this.page = page;
            this.position = start;
        }

        @Override
        void append(ColumnVector vector, int count) {
            LongVector target = (LongVector) vector;
            int at = position;
            for (int i = 0; i < count; i++, at += Integer.BYTES) {
                target.add((int) PageBuffer.INT.get(page, at));
            }
            position = at;
        }

        @Override
        int averageBytes() {
            return Long.BYTES;
        }
    }

    /** Eight bytes each. */
    private static final class Longs extends ValueDecoder {
        private final byte[] page;
        private int position;

        Longs(byte[] page, int start, int size) {
            this.page = page;
            this.position = start;
        }

        @Override
        void append(ColumnVector vector, int count) {
            LongVector target = (LongVector) vector;
            int at = position;
            for (int i = 0; i < count; i++, at += Long.BYTES) {
                target.add((long) PageBuffer.LONG.get(page, at));
            }
            position = at;
        }

        @Override
        int averageBytes() {
            return Long.BYTES;
        }
    }

    /** The same number of bytes each. */
    private static final class FixedBytes extends ValueDecoder {
        private final byte[] page;
        private final int width;
        private int position;

        FixedBytes(byte[] page, int start, int size, int width) {
            this.page = page;
            this.position = start;
            this.width = width;
        }

        @Override
        void startBatch(ColumnVector vector) {
            ((BytesVector) vector).reference(page);
        }

        @Override
        void append(ColumnVector vector, int count) {
            BytesVector target = (BytesVector) vector;
            for (int i = 0; i < count; i++, position += width) {
                target.addReference(position, width);
            }
        }

        @Override
        int averageBytes() {
            return width;
        }
    }

    /** Each with its length in front. */
    private static final class Bytes extends ValueDecoder {
        private final byte[] page;
        private final int end;
        private final int average;
        private int position;

        Bytes(byte[] page, int start, int end, int count) {
            this.page = page;
            this.position = start;
            this.end = end;
            this.average = (end - start) / Math.max(1, count);
        }

        @Override
        void startBatch(ColumnVector vector) {
            ((BytesVector) vector).reference(page);
        }

        @Override
        void append(ColumnVector vector, int count) {
            BytesVector target = (BytesVector) vector;
            int at = position;
            for (int i = 0; i < count; i++) {
                if (end - at < Integer.BYTES) {
                    throw new CorruptFileException("values end before the page's last one");
                }
                int length = (int) PageBuffer.INT.get(page, at);
                at += Integer.BYTES;
                if (length < 0 || length > end - at) {
                    throw new CorruptFileException(
                            "expected a value of at most " + (end - at) + " bytes, found a length of " + length);
                }
                target.addReference(at, length);
                at += length;
            }
            position = at;
        }

        @Override
        int averageBytes() {
            return average;
        }
    }

    /** Indexes into a dictionary of numbers. */
    static final class LongIndexes extends ValueDecoder {
        private final long[] dictionary;
        private final int[] indexes;
        private int next;

        LongIndexes(long[] dictionary, int[] indexes) {
            this.dictionary = dictionary;
            this.indexes = indexes;
        }

        @Override
        void append(ColumnVector vector, int count) {
            LongVector target = (LongVector) vector;
            int end = next + count;
            for (int i = next; i < end; i++) {
                target.add(dictionary[indexes[i]]);
            }
            next = end;
        }

        @Override
        int averageBytes() {
            return Long.BYTES;
        }
    }

    /** Indexes into a dictionary of bytes, given as a vector. */
    static final class BytesIndexes extends ValueDecoder {
        private final BytesVector dictionary;
        private final int[] indexes;
        private final int longest;
        private int next;

        BytesIndexes(BytesVector dictionary, int[] indexes) {
            this.dictionary = dictionary;
            this.indexes = indexes;
            int found = 0;
            for (int i = 0; i < dictionary.size(); i++) {
                found = Math.max(found, dictionary.lengths()[i]);
            }
            longest = found;
        }

        @Override
        void startBatch(ColumnVector vector) {
            ((BytesVector) vector).reference(dictionary.data());
        }

        @Override
        void append(ColumnVector vector, int count) {
            BytesVector target = (BytesVector) vector;
            int[] starts = dictionary.starts();
            int[] lengths = dictionary.lengths();
            int end = next + count;
            for (int i = next; i < end; i++) {
                target.addReference(starts[indexes[i]], lengths[indexes[i]]);
            }
            next = end;
        }

        @Override
        int averageBytes() {
            return longest;
        }
    }
}
