package dev.daybook.loadpostgres.ddl;

import dev.daybook.loadpostgres.ddl.SqlToken.Kind;
import dev.daybook.postgres.name.Identifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An index as {@code pg_get_indexdef} prints it:
 * {@code CREATE INDEX i ON public.t USING btree (a, lower(b)) WHERE (c > 0)}.
 *
 * @param unique whether it is unique
 * @param body what follows the table, printed anew
 */
record IndexDefinition(boolean unique, String body) {

    private static final Set<String> METHODS = Set.of("btree", "hash", "gin", "gist", "spgist", "brin");
    private static final Set<String> OPTIONS = Set.of(
            "fillfactor",
            "deduplicate_items",
            "fastupdate",
            "gin_pending_list_limit",
            "buffering",
            "pages_per_range",
            "autosummarize");

    /**
     * Reads an index.
     *
     * @param columns the table's columns
     * @param operatorClasses the quoted schemas of the operator classes that extensions of the warehouse have, by name
     */
    static IndexDefinition read(String definition, Set<String> columns, Map<String, String> operatorClasses)
            throws NotAllowed {
        TokenReader tokens = new TokenReader(definition);
        tokens.requireWords("create");
        boolean unique = tokens.takeWords("unique");
        tokens.requireWords("index");
        tokens.requireName();
        tokens.requireWords("on");
        tokens.takeWords("only");
        tokens.requireName();
        if (tokens.takePunctuation(".")) {
            tokens.requireName();
        }
        return new IndexDefinition(unique, new Body(tokens, columns, operatorClasses).print());
    }

    private record Body(TokenReader tokens, Set<String> columns, Map<String, String> operatorClasses) {

        private String print() throws NotAllowed {
            tokens.requireWords("using");
            String method = tokens.requireName();
            if (!METHODS.contains(method)) {
                throw new NotAllowed("its method " + method + " is not built in");
            }
            StringBuilder printed = new StringBuilder(" USING " + method + " (");
            tokens.requirePunctuation("(");
            printed.append(list(this::element)).append(')');
            if (tokens.takeWords("include")) {
                tokens.requirePunctuation("(");
                printed.append(" INCLUDE (").append(list(this::column)).append(')');
            }
            if (tokens.takeWords("nulls", "not", "distinct")) {
                printed.append(" NULLS NOT DISTINCT");
            }
            if (tokens.takeWords("with")) {
                tokens.requirePunctuation("(");
                printed.append(" WITH (").append(list(this::option)).append(')');
            }
            if (tokens.takeWords("where")) {
                printed.append(" WHERE (")
                        .append(new Expressions(tokens, columns).expression())
                        .append(')');
            }
            tokens.requireEnd();
            return printed.toString();
        }

        private interface Item {
            String print() throws NotAllowed;
        }

        /** Items up to the closing parenthesis. */
        private String list(Item item) throws NotAllowed {
            List<String> items = new ArrayList<>();
            do {
                items.add(item.print());
            } while (tokens.takePunctuation(","));
            tokens.requirePunctuation(")");
            return String.join(", ", items);
        }

        private String column() throws NotAllowed {
            String name = tokens.requireName();
            if (!columns.contains(name)) {
                throw new NotAllowed("it names " + name + ", which is not a column of the table");
            }
            return Identifier.quote(name);
        }

        private String element() throws NotAllowed {
            boolean expression = !tokens.peek().isName()
                    || tokens.second().isPunctuation("(")
                    || tokens.second().isPunctuation(".");
            String printed = expression ? "(" + new Expressions(tokens, columns).operand() + ")" : column();
            if (tokens.takeWords("collate")) {
                printed += " COLLATE " + Expressions.collation(tokens);
            }
            printed += operatorClass();
            if (tokens.takeWords("desc")) {
                printed += " DESC";
            }
            if (tokens.takeWords("nulls", "first")) {
                printed += " NULLS FIRST";
            } else if (tokens.takeWords("nulls", "last")) {
                printed += " NULLS LAST";
            }
            return printed;
        }

        private String operatorClass() throws NotAllowed {
            if (!tokens.peek().isName()
                    || tokens.peek().isWord("desc")
                    || tokens.peek().isWord("nulls")) {
                return "";
            }
            String schema = "pg_catalog";
            String name = tokens.requireName();
            if (tokens.takePunctuation(".")) {
                schema = name;
                name = tokens.requireName();
            }
            String quotedSchema = schema.equals("pg_catalog") ? "pg_catalog" : operatorClasses.get(name);
            if (quotedSchema == null) {
                throw new NotAllowed("the warehouse has no extension with operator class " + name);
            }
            return " " + quotedSchema + "." + Identifier.quote(name) + operatorClassOption();
        }

        private String operatorClassOption() throws NotAllowed {
            if (!tokens.takePunctuation("(")) {
                return "";
            }
            tokens.requireWords("siglen");
            String number = number();
            tokens.requirePunctuation(")");
            return " (siglen = " + number + ")";
        }

        private String option() throws NotAllowed {
            String name = tokens.requireName();
            if (!OPTIONS.contains(name)) {
                throw new NotAllowed("its option " + name + " is not carried over");
            }
            if (name.equals("buffering")
                    || name.equals("fastupdate")
                    || name.equals("deduplicate_items")
                    || name.equals("autosummarize")) {
                return name + " = " + value(Set.of("on", "off", "true", "false", "auto"));
            }
            return name + " = " + number();
        }

        private String number() throws NotAllowed {
            return "'" + value(Set.of()) + "'";
        }

        /** One of the words, or a number, written as {@code name='value'}. */
        private String value(Set<String> words) throws NotAllowed {
            if (!tokens.take(Kind.OPERATOR).equals(Optional.of("="))) {
                throw NotAllowed.form();
            }
            String value = tokens.take().text();
            if (words.contains(value) || words.isEmpty() && value.matches("\\d{1,9}")) {
                return value;
            }
            throw NotAllowed.form();
        }
    }
}
