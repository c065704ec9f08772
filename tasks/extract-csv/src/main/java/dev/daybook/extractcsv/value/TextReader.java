package dev.daybook.extractcsv.value;

import dev.daybook.extractcsv.format.Utf8;
import dev.daybook.extractcsv.schema.FieldType;
import dev.daybook.lake.column.BytesVector;

/** Takes text as it is. */
final class TextReader implements ValueReader {

    private final int longest;
    private final BytesVector target;

    TextReader(FieldType.Text type, BytesVector target) {
        this.longest = type.longest().orElse(Integer.MAX_VALUE);
        this.target = target;
    }

    @Override
    public String read(byte[] bytes, int start, int length) {
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
