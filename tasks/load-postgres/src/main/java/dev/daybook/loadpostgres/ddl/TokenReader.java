package dev.daybook.loadpostgres.ddl;

import dev.daybook.loadpostgres.ddl.SqlToken.Kind;
import java.util.List;
import java.util.Optional;

/** Reads tokens one after the other. */
final class TokenReader {

    private final List<SqlToken> tokens;
    private int next;

    TokenReader(String sql) throws NotAllowed {
        this.tokens = SqlTokens.of(sql);
    }

    SqlToken peek() {
        return tokens.get(next);
    }

    /** The token behind the next one. */
    SqlToken second() {
        return tokens.get(Math.min(next + 1, tokens.size() - 1));
    }

    SqlToken take() {
        SqlToken token = tokens.get(next);
        if (token.kind() != Kind.END) {
            next++;
        }
        return token;
    }

    /** Takes these words if all of them come next. */
    boolean takeWords(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (next + i >= tokens.size() || !tokens.get(next + i).isWord(words[i])) {
                return false;
            }
        }
        next += words.length;
        return true;
    }

    boolean takePunctuation(String punctuation) {
        boolean found = peek().isPunctuation(punctuation);
        if (found) {
            next++;
        }
        return found;
    }

    void requireWords(String... words) throws NotAllowed {
        if (!takeWords(words)) {
            throw NotAllowed.form();
        }
    }

    void requirePunctuation(String punctuation) throws NotAllowed {
        if (!takePunctuation(punctuation)) {
            throw NotAllowed.form();
        }
    }

    /** A name, with quotes or without. */
    String requireName() throws NotAllowed {
        if (!peek().isName()) {
            throw NotAllowed.form();
        }
        return take().text();
    }

    /** A token of a kind, if it comes next. */
    Optional<String> take(Kind kind) {
        return peek().kind() == kind ? Optional.of(take().text()) : Optional.empty();
    }

    void requireEnd() throws NotAllowed {
        if (peek().kind() != Kind.END) {
            throw NotAllowed.form();
        }
    }
}
