package dev.daybook.sourcefiles.record;

/**
 * Well-formed UTF-8, by table 3-7 of the Unicode standard: no overlong form, no surrogate, nothing above U+10FFFF.
 */
public final class Utf8 {

    private Utf8() {}

    /** Where the first byte lies that is not part of well-formed UTF-8, or -1. */
    public static int firstMalformed(byte[] bytes, int start, int length) {
        int at = start;
        int stop = start + length;
        while (at < stop) {
            int size = bytes[at] >= 0 ? 1 : sequenceLength(bytes, at, stop);
            if (size == 0) {
                return at;
            }
            at += size;
        }
        return -1;
    }

    /** The number of characters (code points) in well-formed UTF-8. */
    public static int characters(byte[] bytes, int start, int length) {
        int characters = 0;
        for (int at = start; at < start + length; at++) {
            characters += (bytes[at] & 0xC0) == 0x80 ? 0 : 1;
        }
        return characters;
    }

    private static int sequenceLength(byte[] bytes, int at, int stop) {
        int first = bytes[at] & 0xff;
        int size = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
        if (size == 0 || at + size > stop) {
            return 0;
        }
        int second = bytes[at + 1] & 0xff;
        int lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        if (second < lowest || second > highest) {
            return 0;
        }
        for (int next = at + 2; next < at + size; next++) {
            if ((bytes[next] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return size;
    }
}
