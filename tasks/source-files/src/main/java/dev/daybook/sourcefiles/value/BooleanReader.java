package dev.daybook.sourcefiles.value;

import dev.daybook.lake.column.LongVector;
import dev.daybook.sourcefiles.schema.FieldType;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads booleans by their declared texts. */
final class BooleanReader implements ValueReader {

    private final FieldType.Bool type;
    private final LongVector target;

    BooleanReader(FieldType.Bool type, LongVector target) {
        this.type = type;
        this.target = target;
    }

    @Override
    public @Nullable String read(byte[] bytes, int start, int length) {
        String text = new String(bytes, start, length, StandardCharsets.UTF_8);
        boolean isTrue = type.trueValues().contains(text);
        if (!isTrue && !type.falseValues().contains(text)) {
            return "";
        }
        target.add(isTrue ? 1 : 0);
        return null;
    }
}
