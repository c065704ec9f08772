package dev.daybook.sourcefiles.record;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Bytes of a file as text that PostgreSQL takes: what is no UTF-8, and NUL, is written as {@code \xE9}. */
public final class RecordText {

    private RecordText() {}

    /** The text of a range of bytes. */
    public static String of(byte[] bytes, int start, int length) {
        StringBuilder text = new StringBuilder(length);
        int at = start;
        int stop = start + length;
        int malformed = Utf8.firstMalformed(bytes, at, stop - at);
        while (malformed >= 0) {
            text.append(new String(bytes, at, malformed - at, StandardCharsets.UTF_8));
            text.append(String.format(Locale.ROOT, "\\x%02X", bytes[malformed]));
            at = malformed + 1;
            malformed = Utf8.firstMalformed(bytes, at, stop - at);
        }
        text.append(new String(bytes, at, stop - at, StandardCharsets.UTF_8));
        return text.toString().replace("\0", "\\x00");
    }
}
