package dev.daybook.loadpostgres.ddl;

import dev.daybook.loadpostgres.ddl.SqlToken.Kind;
import dev.daybook.postgres.type.DeclaredType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What stands in expressions under a keyword of its own: CASE, ARRAY, COALESCE, EXTRACT and the like; and types. */
final class SpecialForms {

    private static final Set<String> CONSTANTS = Set.of("true", "false", "null");
    private static final Set<String> LISTS = Set.of("coalesce", "greatest", "least", "nullif", "row");
    private static final Set<String> CALLS = Set.of("extract", "substring", "position", "trim");

    /** Words behind the first one of a type's name. */
    private static final Set<String> TYPE_WORDS = Set.of(
            "precision",
            "varying",
            "with",
            "without",
            "time",
            "zone",
            "year",
            "month",
            "day",
            "hour",
            "minute",
            "second",
            "to");

    private final TokenReader tokens;
    private final Expressions expressions;

    SpecialForms(TokenReader tokens, Expressions expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
    }

    /** Whether a keyword with a form of its own comes next. */
    boolean startsHere() {
        String word = tokens.peek().text();
        return CONSTANTS.contains(word)
                || word.equals("case")
                || word.equals("array") && tokens.second().isPunctuation("[")
                || (LISTS.contains(word) || CALLS.contains(word))
                        && tokens.second().isPunctuation("(");
    }

    String form() throws NotAllowed {
        String word = tokens.take().text();
        if (CONSTANTS.contains(word)) {
            return word;
        }
        if (word.equals("case")) {
            return caseExpression();
        }
        if (word.equals("array")) {
            return array();
        }
        tokens.requirePunctuation("(");
        return LISTS.contains(word) ? word + expressions.arguments() : call(word);
    }

    private String caseExpression() throws NotAllowed {
        StringBuilder printed = new StringBuilder("(CASE");
        if (!tokens.peek().isWord("when")) {
            printed.append(' ').append(expressions.expression());
        }
        while (tokens.takeWords("when")) {
            printed.append(" WHEN ").append(expressions.expression());
            tokens.requireWords("then");
            printed.append(" THEN ").append(expressions.expression());
        }
        if (tokens.takeWords("else")) {
            printed.append(" ELSE ").append(expressions.expression());
        }
        tokens.requireWords("end");
        return printed.append(" END)").toString();
    }

    private String array() throws NotAllowed {
        tokens.requirePunctuation("[");
        List<String> elements = new ArrayList<>();
        if (!tokens.takePunctuation("]")) {
            do {
                elements.add(expressions.expression());
            } while (tokens.takePunctuation(","));
            tokens.requirePunctuation("]");
        }
        return "ARRAY[" + String.join(", ", elements) + "]";
    }

    /**
     * Functions whose arguments stand between words. Such a form is that of the built-in function, whatever the search path
     * (gram.y, SystemFuncName).
     */
    private String call(String word) throws NotAllowed {
        return switch (word) {
            case "extract" -> {
                String field = tokens.requireName();
                tokens.requireWords("from");
                yield closed("EXTRACT(" + Literal.of(field) + " FROM " + expressions.expression());
            }
            case "position" -> {
                String part = expressions.operand();
                tokens.requireWords("in");
                yield closed("POSITION(" + part + " IN " + expressions.operand());
            }
            case "substring" -> substring();
            default -> trim();
        };
    }

    private String substring() throws NotAllowed {
        String text = expressions.expression();
        if (tokens.takePunctuation(",")) {
            String others = expressions.arguments();
            return AllowedNames.function("substring") + "(" + text + ", " + others.substring(1);
        }
        tokens.requireWords("from");
        String printed = "SUBSTRING(" + text + " FROM " + expressions.expression();
        return closed(tokens.takeWords("for") ? printed + " FOR " + expressions.expression() : printed);
    }

    private String trim() throws NotAllowed {
        String printed = "TRIM(";
        for (String side : List.of("both", "leading", "trailing")) {
            if (tokens.takeWords(side)) {
                printed += side;
            }
        }
        if (!tokens.peek().isWord("from")) {
            printed += " " + expressions.expression();
        }
        tokens.requireWords("from");
        return closed(printed + " FROM " + expressions.expression());
    }

    private String closed(String printed) throws NotAllowed {
        tokens.requirePunctuation(")");
        return printed + ")";
    }

    /** The type of a cast. */
    String type() throws NotAllowed {
        SqlToken first = tokens.take();
        if (!first.isName() || tokens.peek().isPunctuation(".")) {
            throw new NotAllowed("it casts to a type that is not built in");
        }
        StringBuilder name = new StringBuilder(first.kind() == Kind.QUOTED ? "\"" + first.text() + "\"" : first.text());
        words(name);
        if (tokens.takePunctuation("(")) {
            modifiers(name);
            words(name);
        }
        while (tokens.peek().isPunctuation("[") && tokens.second().isPunctuation("]")) {
            tokens.take();
            tokens.take();
            if (!name.toString().endsWith("[]")) {
                name.append("[]");
            }
        }
        String formatted = name.toString();
        if (formatted.equals("regconfig")) {
            return "pg_catalog.regconfig"; // the language of a full text index
        }
        return DeclaredType.of(formatted)
                .map(DeclaredType::qualified)
                .orElseThrow(() ->
                        new NotAllowed("it casts to " + formatted + ", which is not a type that is carried over"));
    }

    private void words(StringBuilder name) {
        while (tokens.peek().kind() == Kind.WORD
                && TYPE_WORDS.contains(tokens.peek().text())) {
            name.append(' ').append(tokens.take().text());
        }
    }

    private void modifiers(StringBuilder name) throws NotAllowed {
        name.append('(');
        String separator = "";
        do {
            boolean negative = tokens.peek().kind() == Kind.OPERATOR
                    && tokens.take().text().equals("-");
            String number = tokens.take(Kind.NUMBER).orElseThrow(NotAllowed::form);
            name.append(separator).append(negative ? "-" : "").append(number);
            separator = ",";
        } while (tokens.takePunctuation(","));
        tokens.requirePunctuation(")");
        name.append(')');
    }
}
