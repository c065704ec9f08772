package dev.daybook.loadpostgres.ddl;

import dev.daybook.lake.model.ColumnDefinition;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.postgres.name.Identifier;
import dev.daybook.postgres.type.WarehouseType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The statements that make a table of the day. Pure: the same table gives the same text.
 *
 * @param schema the schema it is built in
 * @param table the table
 * @param types the warehouse's types of its columns, in order
 * @param names which of its keys and indexes keep their names
 */
public record TableDdl(String schema, TableDefinition table, List<WarehouseType> types, RelationNames names) {

    /** The version of the server that has {@code NULLS NOT DISTINCT}. */
    public static final int NULLS_NOT_DISTINCT = 150_000;

    /** Copies the list. */
    public TableDdl {
        types = List.copyOf(types);
    }

    /** The qualified, quoted name. */
    public String name() {
        return Identifier.quote(schema, table.target());
    }

    /** {@code CREATE TABLE}. */
    public String create() {
        List<String> columns = new ArrayList<>();
        List<ColumnDefinition> definitions = table.columns();
        for (int i = 0; i < definitions.size(); i++) {
            ColumnDefinition column = definitions.get(i);
            WarehouseType type = types.get(i);
            columns.add(Identifier.quote(column.name()) + " " + type.sql()
                    + type.collation().map(name -> " COLLATE " + name).orElse("")
                    + (column.required() ? " NOT NULL" : ""));
        }
        return "CREATE TABLE " + name() + " (" + String.join(", ", columns) + ")";
    }

    /** {@code COPY ... FROM STDIN}. FREEZE needs the table to be made in the same transaction. */
    public String copy() {
        boolean binary = types.stream().allMatch(WarehouseType::binary);
        return "COPY " + name() + " "
                + columns(table.columns().stream().map(ColumnDefinition::name).toList()) + " FROM STDIN (FORMAT "
                + (binary ? "binary" : "text") + ", FREEZE)";
    }

    /** {@code ALTER TABLE ... ADD PRIMARY KEY}. */
    public String primaryKey(TableDefinition.Key key) {
        return "ALTER TABLE " + name() + " ADD " + keyName(key.name()) + "PRIMARY KEY " + columns(key.columns())
                + (key.deferrable() ? " DEFERRABLE" : "");
    }

    /**
     * {@code ALTER TABLE ... ADD UNIQUE}.
     *
     * @param serverVersion of the warehouse, as {@code server_version_num} has it
     */
    public String uniqueKey(TableDefinition.Key key, int serverVersion) {
        boolean nullsNotDistinct = key.nullsNotDistinct() && serverVersion >= NULLS_NOT_DISTINCT;
        return "ALTER TABLE " + name() + " ADD " + keyName(key.name()) + "UNIQUE "
                + (nullsNotDistinct ? "NULLS NOT DISTINCT " : "") + columns(key.columns())
                + (key.deferrable() ? " DEFERRABLE" : "");
    }

    private String keyName(String constraint) {
        return names.keeps(table.target(), constraint) ? constraintName(constraint) : "";
    }

    private static String constraintName(String constraint) {
        return RelationNames.isName(constraint) ? "CONSTRAINT " + Identifier.quote(constraint) + " " : "";
    }

    /**
     * {@code ALTER TABLE ... ADD FOREIGN KEY}.
     *
     * @param referenced the target of the table that it refers to
     * @param actions what {@link #actions} gives
     */
    public String foreignKey(TableDefinition.ForeignKey key, String referenced, String actions) {
        return "ALTER TABLE " + name() + " ADD " + constraintName(key.name()) + "FOREIGN KEY " + columns(key.columns())
                + " REFERENCES " + Identifier.quote(schema, referenced) + " " + columns(key.referencedColumns())
                + actions;
    }

    /**
     * What a foreign key does beyond referring, {@code MATCH FULL ON DELETE CASCADE}; empty when there is nothing, or its
     * definition is not what {@code pg_get_constraintdef} prints.
     */
    public String actions(TableDefinition.ForeignKey key) {
        return key.definition()
                .map(definition -> ForeignKeyActions.print(definition, columnNames()))
                .orElse("");
    }

    /**
     * {@code ALTER TABLE ... ADD CHECK}.
     *
     * @throws NotAllowed when the check is not one plain expression of what is carried over
     */
    public String check(TableDefinition.Check check) throws NotAllowed {
        return "ALTER TABLE " + name() + " ADD " + constraintName(check.name())
                + CheckDefinition.print(check.definition(), columnNames());
    }

    /**
     * {@code CREATE INDEX}.
     *
     * @param operatorClasses the quoted schemas of the operator classes that extensions of the warehouse have, by name
     * @throws NotAllowed when the index is not what {@code pg_get_indexdef} prints, or needs what is not carried over
     */
    public String index(TableDefinition.Index index, Map<String, String> operatorClasses) throws NotAllowed {
        IndexDefinition read = IndexDefinition.read(index.definition(), columnNames(), operatorClasses);
        String indexName = names.keeps(table.target(), index.name()) ? Identifier.quote(index.name()) + " " : "";
        return "CREATE " + (read.unique() ? "UNIQUE " : "") + "INDEX " + indexName + "ON " + name() + read.body();
    }

    private Set<String> columnNames() {
        return table.columns().stream().map(ColumnDefinition::name).collect(Collectors.toSet());
    }

    /** {@code COMMENT ON} the table and its columns. */
    public List<String> comments() {
        List<String> statements = new ArrayList<>();
        table.comment()
                .ifPresent(comment -> statements.add("COMMENT ON TABLE " + name() + " IS " + Literal.of(comment)));
        for (ColumnDefinition column : table.columns()) {
            column.comment()
                    .ifPresent(comment -> statements.add("COMMENT ON COLUMN " + name() + "."
                            + Identifier.quote(column.name()) + " IS " + Literal.of(comment)));
        }
        return statements;
    }

    /** Column names in parentheses. */
    public static String columns(List<String> columns) {
        return "(" + String.join(", ", columns.stream().map(Identifier::quote).toList()) + ")";
    }
}
