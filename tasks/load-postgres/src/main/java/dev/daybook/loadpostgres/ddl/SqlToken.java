package dev.daybook.loadpostgres.ddl;

/**
 * A token of SQL.
 *
 * @param kind what it is
 * @param text a word in lower case, a quoted name or a string without its quotes, else the token as it stands
 */
record SqlToken(Kind kind, String text) {

    enum Kind {
        /** A keyword or a name without quotes. */
        WORD,
        /** A name within double quotes. */
        QUOTED,
        /** A string constant. */
        STRING,
        /** A number without sign. */
        NUMBER,
        /** A bit string constant, {@code b'101'}, with its prefix. */
        BITS,
        /** An operator. */
        OPERATOR,
        /** A parenthesis, a bracket, a comma, a dot, {@code ::}. */
        PUNCTUATION,
        /** Behind the last token. */
        END
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equals(word);
    }

    boolean isPunctuation(String punctuation) {
        return kind == Kind.PUNCTUATION && text.equals(punctuation);
    }

    boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED;
    }
}
