package dev.daybook.loadpostgres.ddl;

import dev.daybook.loadpostgres.ddl.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cuts a definition into tokens (<a href="https://www.postgresql.org/docs/17/sql-syntax-lexical.html">Lexical
 * Structure</a>, with {@code standard_conforming_strings} on). What PostgreSQL does not print when it shows a definition
 * is refused: comments, semicolons, escape and dollar strings, parameters.
 */
final class SqlTokens {

    /** Longer than any definition that people write; a bound for the work that one takes. */
    static final int LONGEST = 100_000;

    private static final String OPERATOR_CHARACTERS = "+-*/<>=~!@#%^&|`?";
    private static final String PUNCTUATION = "()[],.";

    private final String sql;
    private final List<SqlToken> tokens = new ArrayList<>();
    private int at;

    private SqlTokens(String sql) {
        this.sql = sql;
    }

    /** The tokens of a text, with {@link Kind#END} as the last. */
    static List<SqlToken> of(String sql) throws NotAllowed {
        if (sql.length() > LONGEST) {
            throw new NotAllowed("its definition has more than " + LONGEST + " characters");
        }
        return new SqlTokens(sql).read();
    }

    private List<SqlToken> read() throws NotAllowed {
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
                at++;
            } else {
                token(c);
            }
        }
        tokens.add(new SqlToken(Kind.END, ""));
        return tokens;
    }

    private void token(char c) throws NotAllowed {
        if (c == '\'') {
            add(Kind.STRING, quoted('\''));
        } else if (c == '"') {
            String name = quoted('"');
            if (name.isEmpty()) {
                throw NotAllowed.form();
            }
            add(Kind.QUOTED, name);
        } else if (isNameStart(c)) {
            word();
        } else if (isDigit(c) || c == '.' && isDigit(peek(1))) {
            number();
        } else if (sql.startsWith("::", at)) {
            at += 2;
            add(Kind.PUNCTUATION, "::");
        } else if (PUNCTUATION.indexOf(c) >= 0) {
            at++;
            add(Kind.PUNCTUATION, String.valueOf(c));
        } else if (OPERATOR_CHARACTERS.indexOf(c) >= 0) {
            operator();
        } else {
            throw NotAllowed.form();
        }
    }

    private void add(Kind kind, String text) throws NotAllowed {
        if (text.indexOf('\0') >= 0) {
            throw NotAllowed.form();
        }
        tokens.add(new SqlToken(kind, text));
    }

    private String quoted(char quote) throws NotAllowed {
        StringBuilder text = new StringBuilder();
        for (int i = at + 1; i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (c != quote) {
                text.append(c);
            } else if (i + 1 < sql.length() && sql.charAt(i + 1) == quote) {
                text.append(quote);
                i++;
            } else {
                at = i + 1;
                return text.toString();
            }
        }
        throw NotAllowed.form();
    }

    private void word() throws NotAllowed {
        int start = at;
        while (at < sql.length() && (isNameStart(sql.charAt(at)) || isDigit(sql.charAt(at)) || sql.charAt(at) == '$')) {
            at++;
        }
        String word = lower(sql.substring(start, at));
        if (peek(0) != '\'') {
            add(Kind.WORD, word);
            return;
        }
        // A word right before a quote makes another kind of string: of bits, or with escapes.
        String digits = quoted('\'');
        if (word.equals("b") && digits.matches("[01]*") || word.equals("x") && digits.matches("[0-9A-Fa-f]*")) {
            add(Kind.BITS, word + "'" + digits + "'");
        } else {
            throw NotAllowed.form();
        }
    }

    /** PostgreSQL folds ASCII letters only, in every locale that matters. */
    private static String lower(String word) {
        return word.chars().allMatch(c -> c < 0x80) ? word.toLowerCase(Locale.ROOT) : word;
    }

    private void number() throws NotAllowed {
        int start = at;
        digits();
        if (peek(0) == '.') {
            at++;
            digits();
        }
        if (peek(0) == 'e' && (isDigit(peek(1)) || (peek(1) == '-' || peek(1) == '+') && isDigit(peek(2)))) {
            at += 2;
            digits();
        }
        if (isNameStart(peek(0))) {
            throw NotAllowed.form();
        }
        add(Kind.NUMBER, sql.substring(start, at));
    }

    private void digits() {
        while (isDigit(peek(0))) {
            at++;
        }
    }

    private void operator() throws NotAllowed {
        int start = at;
        while (at < sql.length() && OPERATOR_CHARACTERS.indexOf(sql.charAt(at)) >= 0) {
            at++;
        }
        String operator = sql.substring(start, at);
        if (operator.contains("--") || operator.contains("/*")) {
            throw NotAllowed.form();
        }
        add(Kind.OPERATOR, operator);
    }

    /** The character so many further on; a blank behind the end. */
    private char peek(int further) {
        return at + further < sql.length() ? sql.charAt(at + further) : ' ';
    }

    private static boolean isNameStart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= 0x80;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
