package dev.daybook.sourcefiles.value;

import dev.daybook.sourcefiles.schema.NumberFormat;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Brings numbers that are written in another way (decimal comma, grouped digits, a currency around them) into plain
 * digits with a point. Plain numbers pass untouched.
 */
final class NumberText {

    private final NumberFormat format;
    private final boolean plain;
    private byte[] bytes = {};
    private int start;
    private int length;

    NumberText(NumberFormat format) {
        this.format = format;
        this.plain = format.equals(NumberFormat.PLAIN);
    }

    /** Takes a number; returns null or why it is none. */
    @Nullable
    String take(byte[] source, int from, int size) {
        bytes = source;
        start = from;
        length = size;
        return plain ? null : rewrite(new String(source, from, size, StandardCharsets.UTF_8));
    }

    byte[] bytes() {
        return bytes;
    }

    int start() {
        return start;
    }

    int length() {
        return length;
    }

    private @Nullable String rewrite(String text) {
        String number = format.bare() ? text : withoutSurroundings(text);
        StringBuilder result = new StringBuilder(number.length());
        boolean inFraction = false;
        for (int i = 0; i < number.length(); i++) {
            char c = number.charAt(i);
            if (format.groupCharacter().filter(group -> group == c).isPresent()) {
                if (inFraction || !isDigit(number, i - 1) || !isDigit(number, i + 1)) {
                    return "the group character '" + c + "' must stand between digits before the decimal character";
                }
            } else if (c == format.decimalCharacter()) {
                inFraction = true;
                result.append('.');
            } else if (c == '.') {
                return "the decimal character is '" + format.decimalCharacter() + "'";
            } else {
                result.append(c);
            }
        }
        bytes = result.toString().getBytes(StandardCharsets.UTF_8);
        start = 0;
        length = bytes.length;
        return null;
    }

    private static boolean isDigit(String text, int index) {
        return index >= 0 && index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }

    /** The part from the first sign, digit or decimal character that begins a number to the last digit. */
    private String withoutSurroundings(String text) {
        int last = text.length();
        while (last > 0 && !isDigit(text, last - 1)) {
            last--;
        }
        int first = 0;
        while (first < last && !beginsNumber(text, first)) {
            first++;
        }
        return text.substring(first, last);
    }

    private boolean beginsNumber(String text, int index) {
        char c = text.charAt(index);
        return isDigit(text, index)
                || ((c == '-' || c == '+' || c == format.decimalCharacter()) && isDigit(text, index + 1))
                || ((c == '-' || c == '+')
                        && index + 1 < text.length()
                        && text.charAt(index + 1) == format.decimalCharacter()
                        && isDigit(text, index + 2));
    }
}
