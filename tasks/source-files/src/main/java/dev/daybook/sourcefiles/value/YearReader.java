package dev.daybook.sourcefiles.value;

import dev.daybook.lake.column.LongVector;
import org.jspecify.annotations.Nullable;

/** Reads years of four digits, 0001 to 9999. */
final class YearReader implements ValueReader {

    private final LongVector target;

    YearReader(LongVector target) {
        this.target = target;
    }

    @Override
    public @Nullable String read(byte[] bytes, int start, int length) {
        int year = 0;
        for (int i = start; i < start + length; i++) {
            int digit = bytes[i] - '0';
            if (length != 4 || digit < 0 || digit > 9) {
                return "";
            }
            year = year * 10 + digit;
        }
        if (year == 0) {
            return "there is no year 0";
        }
        target.add(year);
        return null;
    }
}
