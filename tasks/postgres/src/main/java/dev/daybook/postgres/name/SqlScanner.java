package dev.daybook.postgres.name;

/**
 * Tells code from what only looks like it in a text of PostgreSQL's SQL: string constants ({@code '..'}, {@code E'..'},
 * {@code $tag$..$tag$}), quoted names and comments, nested ones included
 * (<a href="https://www.postgresql.org/docs/17/sql-syntax-lexical.html">Lexical Structure</a>, with
 * {@code standard_conforming_strings} on). The text may come line by line; what a line leaves open, the next one goes on
 * with. Not safe for use by more than one thread.
 *
 * <pre>{@code
 * for (int i = scanner.nextCode(text, 0); i < text.length(); i = scanner.nextCode(text, i + 1)) {
 *     char code = text.charAt(i);
 * }
 * }</pre>
 */
public final class SqlScanner {

    private enum Inside {
        CODE,
        STRING,
        ESCAPE_STRING,
        NAME,
        DOLLAR_STRING,
        LINE_COMMENT,
        BLOCK_COMMENT
    }

    private Inside inside = Inside.CODE;
    private String dollarTag = "";
    private int depth;

    /** Whether what was scanned last is a string, a name or a comment that has not ended. */
    public boolean isOpen() {
        return inside != Inside.CODE && inside != Inside.LINE_COMMENT;
    }

    /**
     * The index of the next character that is code.
     *
     * @param from where to go on: 0 in a new text, else one after the last index returned
     * @return the length of the text when no code is left in it
     */
    public int nextCode(String text, int from) {
        int i = from;
        while (i < text.length()) {
            if (inside != Inside.CODE) {
                i = skip(text, i);
                continue;
            }
            int content = open(text, i);
            if (content == i) {
                return i;
            }
            i = content;
        }
        return i;
    }

    /** Enters what begins at {@code i}, and returns where its content begins; {@code i} itself when it is code. */
    private int open(String text, int i) {
        char c = text.charAt(i);
        if (c == '\'') {
            inside = isEscapePrefix(text, i - 1) ? Inside.ESCAPE_STRING : Inside.STRING;
            return i + 1;
        }
        if (c == '"') {
            inside = Inside.NAME;
            return i + 1;
        }
        if (text.startsWith("--", i)) {
            inside = Inside.LINE_COMMENT;
            return i + 2;
        }
        if (text.startsWith("/*", i)) {
            inside = Inside.BLOCK_COMMENT;
            depth = 1;
            return i + 2;
        }
        return c == '$' && !isNamePart(text, i - 1) ? openDollar(text, i) : i;
    }

    private int openDollar(String text, int i) {
        int end = i + 1;
        while (end < text.length() && text.charAt(end) != '$' && isNamePart(text, end)) {
            end++;
        }
        boolean tag = end < text.length() && text.charAt(end) == '$' && !Character.isDigit(text.charAt(i + 1));
        if (!tag) {
            return i;
        }
        dollarTag = text.substring(i, end + 1);
        inside = Inside.DOLLAR_STRING;
        return end + 1;
    }

    /** Skips what it is inside of: to its end, or to the end of the text. */
    private int skip(String text, int from) {
        return switch (inside) {
            case CODE -> from;
            case STRING -> skipQuoted(text, from, '\'', false);
            case ESCAPE_STRING -> skipQuoted(text, from, '\'', true);
            case NAME -> skipQuoted(text, from, '"', false);
            case DOLLAR_STRING -> skipTo(text, from, dollarTag);
            case LINE_COMMENT -> skipTo(text, from, "\n");
            case BLOCK_COMMENT -> skipBlock(text, from);
        };
    }

    private int skipQuoted(String text, int from, char quote, boolean escapes) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (escapes && c == '\\') {
                i++;
            } else if (c == quote) {
                if (i + 1 < text.length() && text.charAt(i + 1) == quote) {
                    i++;
                } else {
                    inside = Inside.CODE;
                    return i + 1;
                }
            }
        }
        return text.length();
    }

    private int skipTo(String text, int from, String end) {
        int found = text.indexOf(end, from);
        if (found < 0) {
            return text.length();
        }
        inside = Inside.CODE;
        return found + end.length();
    }

    private int skipBlock(String text, int from) {
        int i = from;
        while (i < text.length()) {
            if (text.startsWith("/*", i)) {
                depth++;
                i += 2;
            } else if (text.startsWith("*/", i)) {
                depth--;
                i += 2;
                if (depth == 0) {
                    inside = Inside.CODE;
                    return i;
                }
            } else {
                i++;
            }
        }
        return i;
    }

    private static boolean isEscapePrefix(String text, int i) {
        return i >= 0 && (text.charAt(i) == 'e' || text.charAt(i) == 'E') && !isNamePart(text, i - 1);
    }

    private static boolean isNamePart(String text, int i) {
        return i >= 0 && (Character.isLetterOrDigit(text.charAt(i)) || text.charAt(i) == '_' || text.charAt(i) == '$');
    }
}
