package dev.daybook.pgcopy.decode;

import dev.daybook.lake.column.BytesVector;
import dev.daybook.lake.column.ColumnVector;
import dev.daybook.pgcopy.Misfit;
import dev.daybook.pgcopy.UuidText;
import dev.daybook.pgcopy.WireFormat;

/** Decoders of values that stay bytes. All but {@link UuidAsText} refer to the data instead of copying it. */
final class BytesDecoders {

    private BytesDecoders() {}

    static ValueDecoder of(WireFormat format, Misfit misfit) {
        return switch (format) {
            case BYTES -> new Plain();
            case JSONB -> new Jsonb(misfit);
            case UUID -> new Uuid(misfit);
            case UUID_AS_TEXT -> new UuidAsText(misfit);
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
                    values.addReference(start, ValueDecoder.length(data, start));
                }
            }
        }
    }

    private record Jsonb(Misfit misfit) implements ValueDecoder {
        @Override
        public void decode(byte[] data, int[] starts, int count, ColumnVector into) {
            BytesVector values = referring(into, data);
            for (int i = 0; i < count; i++) {
                int start = starts[i];
                if (start < 0) {
                    values.addNull();
                    continue;
                }
                int length = ValueDecoder.length(data, start);
                if (length < 1 || data[start] != 1) {
                    throw misfit.notOfItsType(WireFormat.JSONB, length);
                }
                values.addReference(start + 1, length - 1);
            }
        }
    }

    private record Uuid(Misfit misfit) implements ValueDecoder {
        @Override
        public void decode(byte[] data, int[] starts, int count, ColumnVector into) {
            BytesVector values = referring(into, data);
            for (int i = 0; i < count; i++) {
                int start = starts[i];
                if (start < 0) {
                    values.addNull();
                    continue;
                }
                checkUuid(data, start, misfit);
                values.addReference(start, 16);
            }
        }
    }

    private record UuidAsText(Misfit misfit, byte[] text) implements ValueDecoder {

        UuidAsText(Misfit misfit) {
            this(misfit, new byte[UuidText.LENGTH]);
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
                checkUuid(data, start, misfit);
                UuidText.write(data, start, text);
                values.add(text, 0, UuidText.LENGTH);
            }
        }
    }

    private static void checkUuid(byte[] data, int start, Misfit misfit) {
        int length = ValueDecoder.length(data, start);
        if (length != 16) {
            throw misfit.notOfItsType(WireFormat.UUID, length);
        }
    }
}
