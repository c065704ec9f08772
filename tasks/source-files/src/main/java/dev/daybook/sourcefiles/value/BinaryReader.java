package dev.daybook.sourcefiles.value;

import dev.daybook.lake.column.BytesVector;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Reads bytes that are written in Base64 (RFC 4648, section 4). */
final class BinaryReader implements ValueReader {

    private final BytesVector target;

    BinaryReader(BytesVector target) {
        this.target = target;
    }

    @Override
    public @Nullable String read(byte[] bytes, int start, int length) {
        try {
            byte[] value = Base64.getDecoder().decode(Arrays.copyOfRange(bytes, start, start + length));
            target.add(value, 0, value.length);
            return null;
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
