package dev.daybook.extractcsv.format;

/**
 * How a file writes records and fields; the properties of Frictionless' CSV dialect that Daybook follows. Line ends are
 * not part of it: LF, CRLF and CR are accepted in any mixture. All characters are one byte of ASCII.
 *
 * @param delimiter between fields
 * @param quote around fields; {@link #NONE} when quotes mean nothing
 * @param doubleQuote whether two quotes within a quoted field mean one
 * @param escape before a quote, delimiter, line end or itself; {@link #NONE} without one
 * @param comment first byte of lines to skip; {@link #NONE} when there are none
 * @param skipInitialSpace whether blanks after a delimiter are not part of the field
 * @param header whether the first record names the columns
 */
public record Dialect(
        int delimiter,
        int quote,
        boolean doubleQuote,
        int escape,
        int comment,
        boolean skipInitialSpace,
        boolean header) {

    /** Says that the dialect has no such character. */
    public static final int NONE = -1;

    /** RFC 4180: comma, double quotes, a header. */
    public static final Dialect DEFAULT = new Dialect(',', '"', true, NONE, NONE, false, true);

    /** @throws IllegalArgumentException when two of the characters are the same, or one cannot be told from a line end */
    public Dialect {
        int[] characters = {delimiter, quote, escape, comment};
        String[] names = {"delimiter", "quoteChar", "escapeChar", "commentChar"};
        for (int i = 0; i < characters.length; i++) {
            if (characters[i] == '\n' || characters[i] == '\r' || characters[i] == 0 || characters[i] > 0x7f) {
                throw new IllegalArgumentException(
                        names[i] + " must be one ASCII character that is not a line end or NUL");
            }
            for (int j = 0; j < i; j++) {
                if (characters[i] != NONE && characters[i] == characters[j]) {
                    throw new IllegalArgumentException(names[j] + " and " + names[i] + " are the same character");
                }
            }
        }
    }

    /** This dialect with another delimiter. */
    public Dialect withDelimiter(int other) {
        return new Dialect(other, quote, doubleQuote, escape, comment, skipInitialSpace, header);
    }
}
