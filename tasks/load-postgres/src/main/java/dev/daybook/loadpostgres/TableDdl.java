package dev.daybook.loadpostgres;

import dev.daybook.lake.ColumnDefinition;
import dev.daybook.lake.TableDefinition;
import dev.daybook.postgres.Identifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The statements that make a table of the day. Pure: the same table gives the same text.
 *
 * @param schema the schema it is built in
 * @param table the table
 * @param names which of its keys and indexes keep their names
 */
record TableDdl(String schema, LoadTable table, RelationNames names) {

    /** The version of the server that has {@code NULLS NOT DISTINCT}. */
    static final int NULLS_NOT_DISTINCT = 150_000;

    /** The qualified, quoted name. */
    String name() {
        return Identifier.quote(schema, table.target());
    }

    /**
     * {@code CREATE TABLE}.
     *
     * @param collations the collations that the warehouse has, qualified
     */
    String create(Set<String> collations) {
        List<String> columns = new ArrayList<>();
        List<ColumnDefinition> definitions = table.definition().columns();
        for (int i = 0; i < definitions.size(); i++) {
            ColumnDefinition column = definitions.get(i);
            columns.add(
                    Identifier.quote(column.name()) + " " + table.types().get(i).sql()
                            + column.collation()
                                    .filter(collations::contains)
                                    .map(c -> " COLLATE " + c)
                                    .orElse("")
                            + (column.required() ? " NOT NULL" : ""));
        }
        return "CREATE TABLE " + name() + " (" + String.join(", ", columns) + ")";
    }

    /** {@code COPY ... FROM STDIN}. FREEZE needs the table to be made in the same transaction. */
    String copy() {
        List<String> columns = table.definition().columns().stream()
                .map(column -> Identifier.quote(column.name()))
                .toList();
        return "COPY " + name() + " (" + String.join(", ", columns) + ") FROM STDIN (FORMAT "
                + (table.isBinary() ? "binary" : "text") + ", FREEZE)";
    }

    /** {@code ALTER TABLE ... ADD PRIMARY KEY}. */
    String primaryKey(TableDefinition.Key key) {
        return "ALTER TABLE " + name() + " ADD " + constraintName(key.name()) + "PRIMARY KEY " + columns(key.columns())
                + (key.deferrable() ? " DEFERRABLE" : "");
    }

    /**
     * {@code ALTER TABLE ... ADD UNIQUE}.
     *
     * @param serverVersion of the warehouse, as {@code server_version_num} has it
     */
    String uniqueKey(TableDefinition.Key key, int serverVersion) {
        boolean nullsNotDistinct = key.nullsNotDistinct() && serverVersion >= NULLS_NOT_DISTINCT;
        return "ALTER TABLE " + name() + " ADD " + constraintName(key.name()) + "UNIQUE "
                + (nullsNotDistinct ? "NULLS NOT DISTINCT " : "") + columns(key.columns())
                + (key.deferrable() ? " DEFERRABLE" : "");
    }

    private String constraintName(String constraint) {
        return names.keeps(table.target(), constraint) ? "CONSTRAINT " + Identifier.quote(constraint) + " " : "";
    }

    /** {@code ALTER TABLE ... ADD CHECK}; empty for a definition that is more than one statement. */
    Optional<String> check(TableDefinition.Check check) {
        return oneStatement("ALTER TABLE " + name() + " ADD CONSTRAINT " + Identifier.quote(check.name()) + " "
                + check.definition());
    }

    /** {@code CREATE INDEX}; empty for a definition that is not what {@code pg_get_indexdef} prints. */
    Optional<String> index(TableDefinition.Index index) {
        String definition = index.definition();
        boolean unique = definition.startsWith("CREATE UNIQUE INDEX ");
        int using = usingClause(definition);
        if (using < 0 || !unique && !definition.startsWith("CREATE INDEX ")) {
            return Optional.empty();
        }
        String indexName = names.keeps(table.target(), index.name()) ? Identifier.quote(index.name()) + " " : "";
        return oneStatement("CREATE " + (unique ? "UNIQUE " : "") + "INDEX " + indexName + "ON " + name()
                + definition.substring(using));
    }

    /** Definitions are the source's own text: what could end a statement and begin another is not run. */
    private static Optional<String> oneStatement(String sql) {
        return sql.contains(";") ? Optional.empty() : Optional.of(sql);
    }

    /** Where {@code  USING } stands outside of quoted names, or -1. */
    private static int usingClause(String definition) {
        boolean quoted = false;
        for (int i = 0; i < definition.length(); i++) {
            if (definition.charAt(i) == '"') {
                quoted = !quoted;
            } else if (!quoted && definition.startsWith(" USING ", i)) {
                return i;
            }
        }
        return -1;
    }

    /** {@code COMMENT ON} the table and its columns. */
    List<String> comments() {
        List<String> statements = new ArrayList<>();
        table.definition()
                .comment()
                .ifPresent(
                        comment -> statements.add("COMMENT ON TABLE " + name() + " IS " + EnumLabels.literal(comment)));
        for (ColumnDefinition column : table.definition().columns()) {
            column.comment()
                    .ifPresent(comment -> statements.add("COMMENT ON COLUMN " + name() + "."
                            + Identifier.quote(column.name()) + " IS " + EnumLabels.literal(comment)));
        }
        return statements;
    }

    /** Column names in parentheses. */
    static String columns(List<String> columns) {
        return "(" + String.join(", ", columns.stream().map(Identifier::quote).toList()) + ")";
    }
}
