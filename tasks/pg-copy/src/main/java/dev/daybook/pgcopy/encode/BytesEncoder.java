package dev.daybook.pgcopy.encode;

import dev.daybook.lake.column.BytesVector;
import dev.daybook.lake.column.ColumnVector;
import dev.daybook.pgcopy.UuidText;
import dev.daybook.pgcopy.WireFormat;

/** Encodes values that are bytes: as they are, behind the version byte of {@code jsonb}, or a uuid from its text. */
final class BytesEncoder implements ValueEncoder {

    private static final int JSONB_VERSION = 1;

    private final WireFormat format;

    BytesEncoder(WireFormat format) {
        this.format = format;
    }

    @Override
    public void encode(ColumnVector values, int index, CopyBuffer into) {
        if (values.nulls()[index]) {
            into.putInt32(-1);
            return;
        }
        BytesVector bytes = (BytesVector) values;
        byte[] data = bytes.data();
        int start = bytes.starts()[index];
        int length = bytes.lengths()[index];
        if (format == WireFormat.UUID_AS_TEXT) {
            into.putInt32(16);
            int at = into.reserve(16);
            UuidText.read(data, start, length, into.bytes(), at);
            return;
        }
        if (format == WireFormat.JSONB) {
            into.putInt32(length + 1);
            into.putByte(JSONB_VERSION);
        } else {
            into.putInt32(length);
        }
        into.put(data, start, length);
    }
}
