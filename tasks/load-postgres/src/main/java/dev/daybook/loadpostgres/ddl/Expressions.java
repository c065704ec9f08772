package dev.daybook.loadpostgres.ddl;

import dev.daybook.loadpostgres.ddl.SqlToken.Kind;
import dev.daybook.postgres.name.Identifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads an expression in the form in which {@code pg_get_constraintdef} and {@code pg_get_indexdef} print it
 * (ruleutils.c), and prints it anew: columns of the table, constants, casts to built-in types, the operators and functions
 * of {@link AllowedNames}, AND, OR, NOT, IS, ANY and ALL. Their form has parentheses around everything, so that nothing here
 * depends on which operator binds closer; without them it is refused.
 */
final class Expressions {

    /** Deeper than any definition that people write; a bound for the recursion. */
    private static final int DEEPEST = 200;

    private final TokenReader tokens;
    private final Set<String> columns;
    private final SpecialForms forms;
    private int depth;

    /** @param columns the names that the expression may use */
    Expressions(TokenReader tokens, Set<String> columns) {
        this.tokens = tokens;
        this.columns = columns;
        this.forms = new SpecialForms(tokens, this);
    }

    /** An expression, up to the parenthesis, the comma or the keyword that ends it. */
    String expression() throws NotAllowed {
        if (++depth > DEEPEST) {
            throw new NotAllowed("its definition is nested more than " + DEEPEST + " deep");
        }
        String printed;
        if (tokens.takeWords("not")) {
            printed = "(NOT " + operand() + ")";
        } else if (tokens.peek().kind() == Kind.OPERATOR) {
            printed = "(" + AllowedNames.operator(tokens.take().text()) + " " + operand() + ")";
        } else {
            printed = rest(operand());
        }
        depth--;
        return printed;
    }

    private String rest(String left) throws NotAllowed {
        SqlToken next = tokens.peek();
        if (next.isWord("and") || next.isWord("or")) {
            return chain(left, next.text());
        }
        if (next.kind() == Kind.OPERATOR) {
            return binary(left, AllowedNames.operator(tokens.take().text()));
        }
        if (tokens.takeWords("is")) {
            return is(left);
        }
        if (tokens.takeWords("collate")) {
            return "(" + left + " COLLATE " + collation(tokens) + ")";
        }
        if (tokens.takeWords("at", "time", "zone")) {
            return "(" + left + " AT TIME ZONE " + operand() + ")";
        }
        return left;
    }

    private String chain(String first, String word) throws NotAllowed {
        List<String> parts = new ArrayList<>(List.of(first));
        while (tokens.takeWords(word)) {
            parts.add(operand());
        }
        return "(" + String.join(word.equals("and") ? " AND " : " OR ", parts) + ")";
    }

    private String binary(String left, String operator) throws NotAllowed {
        boolean any = tokens.peek().isWord("any");
        if (!any && !tokens.peek().isWord("all")) {
            return "(" + left + " " + operator + " " + operand() + ")";
        }
        tokens.take();
        tokens.requirePunctuation("(");
        String array = expression();
        tokens.requirePunctuation(")");
        return "(" + left + " " + operator + (any ? " ANY (" : " ALL (") + array + "))";
    }

    private String is(String left) throws NotAllowed {
        String is = "(" + left + (tokens.takeWords("not") ? " IS NOT " : " IS ");
        for (String word : List.of("null", "true", "false", "unknown")) {
            if (tokens.takeWords(word)) {
                return is + word.toUpperCase(Locale.ROOT) + ")";
            }
        }
        tokens.requireWords("distinct", "from");
        return is + "DISTINCT FROM " + operand() + ")";
    }

    /** A built-in collation; those of users are the column's, which an expression has without a word. */
    static String collation(TokenReader tokens) throws NotAllowed {
        String name = tokens.requireName();
        if (tokens.takePunctuation(".")) {
            if (!name.equals("pg_catalog")) {
                throw new NotAllowed("it names a collation of schema " + name);
            }
            name = tokens.requireName();
        }
        return Identifier.quote("pg_catalog", name);
    }

    /** One operand, with the casts and subscripts behind it. */
    String operand() throws NotAllowed {
        String printed = primary();
        while (true) {
            if (tokens.takePunctuation("::")) {
                printed = "(" + printed + ")::" + forms.type();
            } else if (tokens.takePunctuation("[")) {
                printed = "(" + printed + ")[" + expression() + "]";
                tokens.requirePunctuation("]");
            } else {
                return printed;
            }
        }
    }

    private String primary() throws NotAllowed {
        SqlToken token = tokens.peek();
        return switch (token.kind()) {
            case STRING -> Literal.of(tokens.take().text());
            case NUMBER, BITS -> tokens.take().text();
            case PUNCTUATION -> {
                tokens.requirePunctuation("(");
                String inner = expression();
                tokens.requirePunctuation(")");
                yield "(" + inner + ")";
            }
            case WORD -> forms.startsHere() ? forms.form() : named();
            case QUOTED -> named();
            case OPERATOR, END -> throw NotAllowed.form();
        };
    }

    private String named() throws NotAllowed {
        String name = tokens.requireName();
        if (tokens.takePunctuation(".")) {
            if (!name.equals("pg_catalog") || !tokens.second().isPunctuation("(")) {
                throw new NotAllowed("it names something of schema " + name);
            }
            name = tokens.requireName();
        }
        if (tokens.takePunctuation("(")) {
            return AllowedNames.function(name) + arguments();
        }
        if (!columns.contains(name)) {
            throw new NotAllowed("it names " + name + ", which is not a column of the table");
        }
        return Identifier.quote(name);
    }

    /** Expressions up to the closing parenthesis. */
    String arguments() throws NotAllowed {
        List<String> arguments = new ArrayList<>();
        if (tokens.takePunctuation(")")) {
            return "()";
        }
        do {
            arguments.add(expression());
        } while (tokens.takePunctuation(","));
        tokens.requirePunctuation(")");
        return "(" + String.join(", ", arguments) + ")";
    }
}
