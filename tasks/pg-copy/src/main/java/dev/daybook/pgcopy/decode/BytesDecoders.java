package dev.daybook.pgcopy.decode;

import dev.daybook.lake.column.BytesVector;
import dev.daybook.lake.column.ColumnVector;
import dev.daybook.pgcopy.ColumnErrors;
import dev.daybook.pgcopy.UuidText;
import dev.daybook.pgcopy.WireFormat;

/** Decoders of values that stay bytes. All but {@link UuidAsText} refer to the data instead of copying it. */
final class BytesDecoders {

    private BytesDecoders() {}

    static ValueDecoder of(WireFormat format, ColumnErrors error) {
        return switch (format) {
            case BYTES -> new Plain();
            case JSONB -> new Jsonb(error);
            case UUID -> new Uuid(error);
            case UUID_AS_TEXT -> new UuidAsText(error);
            case BOOL,
                    INT16,
                    INT32,
                    INT64,
                    OID,
                    FLOAT32,
                    FLOAT64,
                    NUMERIC_LONG,
                    NUMERIC_BYTES,
                    DATE,
                    TIME,
                    TIMESTAMP,
                    ARRAY -> throw new IllegalArgumentException("not bytes: " + format);
        };
    }

    private static BytesVector referring(ColumnVector into, byte[] data) {
        BytesVector values = (BytesVector) into;
        if (values.size() == 0) {
            values.reference(data);
        }
        return values;
    }

    private record Plain() implements ValueDecoder {
        @Override
        public void decode(byte[] data, int[] starts, int count, ColumnVector into) {
            BytesVector values = referring(into, data);
            for (int i = 0; i < count; i++) {
                int start = starts[i];
                if (start < 0) {
                    values.addNull();
                } else {
                    values.addReference(start, WireFormat.length(data, start));
                }
            }
        }
    }

    private record Jsonb(ColumnErrors error) implements ValueDecoder {
        @Override
        public void decode(byte[] data, int[] starts, int count, ColumnVector into) {
            BytesVector values = referring(into, data);
            for (int i = 0; i < count; i++) {
                int start = starts[i];
                if (start < 0) {
                    values.addNull();
                    continue;
                }
                int length = WireFormat.length(data, start);
                if (length < 1 || data[start] != 1) {
                    throw error.notOfItsType(WireFormat.JSONB, length);
                }
                values.addReference(start + 1, length - 1);
            }
        }
    }

    private record Uuid(ColumnErrors error) implements ValueDecoder {
        @Override
        public void decode(byte[] data, int[] starts, int count, ColumnVector into) {
            BytesVector values = referring(into, data);
            for (int i = 0; i < count; i++) {
                int start = starts[i];
                if (start < 0) {
                    values.addNull();
                    continue;
                }
                checkUuid(data, start, error);
                values.addReference(start, 16);
            }
        }
    }

    private record UuidAsText(ColumnErrors error, byte[] text) implements ValueDecoder {

        UuidAsText(ColumnErrors error) {
            this(error, new byte[UuidText.LENGTH]);
        }

        @Override
        public void decode(byte[] data, int[] starts, int count, ColumnVector into) {
            BytesVector values = (BytesVector) into;
            for (int i = 0; i < count; i++) {
                int start = starts[i];
                if (start < 0) {
                    values.addNull();
                    continue;
                }
                checkUuid(data, start, error);
                UuidText.write(data, start, text);
                values.add(text, 0, UuidText.LENGTH);
            }
        }
    }

    private static void checkUuid(byte[] data, int start, ColumnErrors error) {
        int length = WireFormat.length(data, start);
        if (length != 16) {
            throw error.notOfItsType(WireFormat.UUID, length);
        }
    }
}
