package dev.daybook.pgcopy;

/** The text of a uuid as PostgreSQL prints it: 32 lower-case hexadecimal digits in groups of 8-4-4-4-12. */
public final class UuidText {

    /** Bytes of the text. */
    public static final int LENGTH = 36;

    /** The hexadecimal digits. */
    public static final byte[] DIGITS = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
    };

    private UuidText() {}

    /** Writes the text of the 16 bytes at {@code start} to the front of {@code text}. */
    public static void write(byte[] data, int start, byte[] text) {
        int at = 0;
        for (int i = 0; i < 16; i++) {
            if (i == 4 || i == 6 || i == 8 || i == 10) {
                text[at++] = '-';
            }
            text[at++] = DIGITS[data[start + i] >> 4 & 15];
            text[at++] = DIGITS[data[start + i] & 15];
        }
    }

    /**
     * Writes the 16 bytes of the text at {@code start} to {@code into} from {@code at} on.
     *
     * @throws IllegalArgumentException when it is not such a text
     */
    public static void read(byte[] text, int start, int length, byte[] into, int at) {
        if (length != LENGTH) {
            throw new IllegalArgumentException("expected a uuid of " + LENGTH + " characters, found " + length);
        }
        int from = start;
        for (int i = 0; i < 16; i++) {
            if (i == 4 || i == 6 || i == 8 || i == 10) {
                if (text[from++] != '-') {
                    throw new IllegalArgumentException("expected a uuid in groups of 8-4-4-4-12 digits");
                }
            }
            into[at + i] = (byte) (digit(text[from]) << 4 | digit(text[from + 1]));
            from += 2;
        }
    }

    private static int digit(byte character) {
        int digit = character >= 'a' && character <= 'f' ? character - 'a' + 10 : character - '0';
        if (digit < 0 || digit > 15 || character > '9' && character < 'a') {
            throw new IllegalArgumentException("expected a uuid of lower-case hexadecimal digits");
        }
        return digit;
    }
}
