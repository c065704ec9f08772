package dev.daybook.sourcefiles.value;

import dev.daybook.lake.column.BytesVector;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes months that are written as {@code 2024-01}. */
final class YearMonthReader implements ValueReader {

    private static final Pattern MONTH = Pattern.compile("(?!0000)\\d{4}-(?:0[1-9]|1[0-2])");

    private final BytesVector target;

    YearMonthReader(BytesVector target) {
        this.target = target;
    }

    @Override
    public @Nullable String read(byte[] bytes, int start, int length) {
        if (!MONTH.matcher(new String(bytes, start, length, StandardCharsets.UTF_8))
                .matches()) {
            return "";
        }
        target.add(bytes, start, length);
        return null;
    }
}
