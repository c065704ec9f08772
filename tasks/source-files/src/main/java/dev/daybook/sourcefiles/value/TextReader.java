package dev.daybook.sourcefiles.value;

import dev.daybook.lake.column.BytesVector;
import dev.daybook.sourcefiles.record.Utf8;
import dev.daybook.sourcefiles.schema.FieldType;
import org.jspecify.annotations.Nullable;

/** Takes text as it is. */
final class TextReader implements ValueReader {

    private final int longest;
    private final BytesVector target;

    TextReader(FieldType.Text type, BytesVector target) {
        this.longest = type.longest().orElse(Integer.MAX_VALUE);
        this.target = target;
    }

    @Override
    public @Nullable String read(byte[] bytes, int start, int length) {
        if (length > longest) {
            int characters = Utf8.characters(bytes, start, length);
            if (characters > longest) {
                return characters + " characters";
            }
        }
        target.add(bytes, start, length);
        return null;
    }
}
