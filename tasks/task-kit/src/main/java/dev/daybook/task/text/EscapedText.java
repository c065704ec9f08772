package dev.daybook.task.text;

/**
 * Text from outside made safe for one line of a log or a terminal, and without the credentials that an address or a
 * connection string in it carries: such a text may be put wherever another is expected.
 */
public final class EscapedText {

    private static final int LONGEST = 200;

    private EscapedText() {}

    /**
     * The text with control characters, line separators and lone surrogates written as {@code \n}, {@code \t} or
     * {@code \}{@code uXXXX}, and cut after 200 characters with {@code ...}.
     */
    public static String of(String text) {
        String shown = WithoutCredentials.of(text);
        return shown.length() > LONGEST ? escape(shown, LONGEST) + "..." : escape(shown, shown.length());
    }

    /** The text escaped as above, but whole: for a message whose parts from outside were cut before. */
    public static String whole(String text) {
        String shown = WithoutCredentials.of(text);
        return escape(shown, shown.length());
    }

    private static String escape(String text, int shown) {
        StringBuilder line = new StringBuilder(shown + 16);
        for (int i = 0; i < shown; i++) {
            append(line, text, i);
        }
        return line.toString();
    }

    private static void append(StringBuilder line, String text, int index) {
        char c = text.charAt(index);
        switch (c) {
            case '\n' -> line.append("\\n");
            case '\r' -> line.append("\\r");
            case '\t' -> line.append("\\t");
            default -> {
                if (isUnsafe(text, index)) {
                    line.append(String.format("\\u%04X", (int) c));
                } else {
                    line.append(c);
                }
            }
        }
    }

    private static boolean isUnsafe(String text, int index) {
        char c = text.charAt(index);
        if (Character.isHighSurrogate(c)) {
            return index + 1 >= text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return index == 0 || !Character.isHighSurrogate(text.charAt(index - 1));
        }
        int type = Character.getType(c);
        return Character.isISOControl(c)
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
