package dev.daybook.loadpostgres.ddl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a foreign key does beyond referring: MATCH FULL, ON DELETE CASCADE, DEFERRABLE. */
final class ForeignKeyActions {

    private static final List<List<String>> ACTIONS = List.of(
            List.of("no", "action"),
            List.of("restrict"),
            List.of("cascade"),
            List.of("set", "null"),
            List.of("set", "default"));

    private final TokenReader tokens;
    private final Set<String> columns;

    private ForeignKeyActions(TokenReader tokens, Set<String> columns) {
        this.tokens = tokens;
        this.columns = columns;
    }

    /**
     * What follows the referenced columns, printed anew and without NOT VALID; empty when there is nothing, or the text is
     * not what {@code pg_get_constraintdef} prints.
     *
     * @param columns the table's columns
     */
    static String print(String definition, Set<String> columns) {
        try {
            return new ForeignKeyActions(new TokenReader(definition), columns).print();
        } catch (NotAllowed e) {
            return "";
        }
    }

    private String print() throws NotAllowed {
        tokens.requireWords("foreign", "key");
        names();
        tokens.requireWords("references");
        tokens.requireName();
        if (tokens.takePunctuation(".")) {
            tokens.requireName();
        }
        names();
        StringBuilder printed = new StringBuilder();
        for (String match : List.of("full", "simple")) {
            if (tokens.takeWords("match", match)) {
                printed.append(" MATCH ").append(match.toUpperCase(Locale.ROOT));
            }
        }
        for (String event : List.of("update", "delete")) {
            if (tokens.takeWords("on", event)) {
                printed.append(" ON ").append(event.toUpperCase(Locale.ROOT)).append(action());
            }
        }
        for (List<String> words :
                List.of(List.of("deferrable"), List.of("initially", "deferred"), List.of("not", "enforced"))) {
            if (tokens.takeWords(words.toArray(String[]::new))) {
                printed.append(' ').append(String.join(" ", words).toUpperCase(Locale.ROOT));
            }
        }
        tokens.takeWords("not", "valid");
        tokens.requireEnd();
        return printed.toString();
    }

    private String action() throws NotAllowed {
        for (List<String> words : ACTIONS) {
            if (tokens.takeWords(words.toArray(String[]::new))) {
                String action = " " + String.join(" ", words).toUpperCase(Locale.ROOT);
                return tokens.peek().isPunctuation("(") ? action + " " + setColumns() : action;
            }
        }
        throw NotAllowed.form();
    }

    private String setColumns() throws NotAllowed {
        List<String> set = names();
        if (!columns.containsAll(set)) {
            throw NotAllowed.form();
        }
        return TableDdl.columns(set);
    }

    private List<String> names() throws NotAllowed {
        List<String> names = new ArrayList<>();
        tokens.requirePunctuation("(");
        do {
            names.add(tokens.requireName());
        } while (tokens.takePunctuation(","));
        tokens.requirePunctuation(")");
        return names;
    }
}
