package dev.daybook.sourcefiles.value;

import dev.daybook.lake.column.LongVector;
import dev.daybook.sourcefiles.schema.DateTimeFormat;
import org.jspecify.annotations.Nullable;

/** Reads times of day. */
final class TimeReader implements ValueReader {

    private final DateTimeText text;
    private final LongVector target;

    TimeReader(DateTimeFormat format, LongVector target) {
        this.text = new DateTimeText(format);
        this.target = target;
    }

    @Override
    public @Nullable String read(byte[] bytes, int start, int length) {
        String problem = text.take(bytes, start, length);
        if (problem == null) {
            target.add(text.microsecondOfDay());
        }
        return problem;
    }
}
