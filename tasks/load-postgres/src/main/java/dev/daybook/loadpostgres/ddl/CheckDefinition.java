package dev.daybook.loadpostgres.ddl;

import java.util.Set;

/** A CHECK constraint as {@code pg_get_constraintdef} prints it. */
final class CheckDefinition {

    private CheckDefinition() {}

    /**
     * The constraint printed anew: {@code CHECK (...)}, with NO INHERIT, NOT VALID and NOT ENFORCED where it has them.
     *
     * @param columns the table's columns
     */
    static String print(String definition, Set<String> columns) throws NotAllowed {
        TokenReader tokens = new TokenReader(definition);
        tokens.requireWords("check");
        tokens.requirePunctuation("(");
        String printed = "CHECK (" + new Expressions(tokens, columns).expression() + ")";
        tokens.requirePunctuation(")");
        if (tokens.takeWords("no", "inherit")) {
            printed += " NO INHERIT";
        }
        if (tokens.takeWords("not", "valid")) {
            printed += " NOT VALID";
        }
        if (tokens.takeWords("not", "enforced")) {
            printed += " NOT ENFORCED";
        }
        tokens.requireEnd();
        return printed;
    }
}
