package dev.daybook.loadpostgres.schema;

import dev.daybook.postgres.sql.SqlResource;
import dev.daybook.postgres.warehouse.WarehouseNames;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A relation of the warehouse as its catalog has it.
 *
 * @param oid its OID
 * @param name its name
 * @param kind its {@code relkind}: {@code r} for a table, {@code v} for a view
 * @param columns its columns, in order
 * @param bases the relations that a view reads; empty for a table
 * @param narrowed whether a view shows less than all rows of what it reads: it has a WHERE, a LIMIT, groups
 */
public record Relation(long oid, String name, String kind, List<Column> columns, List<Base> bases, boolean narrowed) {

    /**
     * A column.
     *
     * @param name its name
     * @param typeOid its type
     * @param modifier {@code atttypmod}: -1 for none
     * @param typeSchema the schema of its type
     * @param typeName the name of its type
     * @param shown the type without modifier as people write it
     * @param collation its collation, 0 for none
     * @param collationName its collation, qualified and quoted; empty for none
     */
    public record Column(
            String name,
            long typeOid,
            int modifier,
            String typeSchema,
            String typeName,
            String shown,
            long collation,
            String collationName) {}

    /** A relation that a view reads. */
    public record Base(long oid, String schema, String name) {}

    private static final String COLUMNS =
            SqlResource.of(Relation.class, "columns.sql").text();

    private static final String BASES =
            SqlResource.of(Relation.class, "view_bases.sql").text();

    /** The relations of a schema by name, sorted. */
    public static Map<String, Relation> ofSchema(Connection connection, String schema) throws SQLException {
        Set<Long> narrowed = new HashSet<>();
        Map<Long, List<Base>> bases = bases(connection, schema, narrowed);
        Map<String, Relation> relations = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, schema);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    long oid = row.getLong(1);
                    Relation relation = relations.get(row.getString(2));
                    if (relation == null) {
                        relation = new Relation(
                                oid,
                                row.getString(2),
                                row.getString(3),
                                new ArrayList<>(),
                                bases.getOrDefault(oid, List.of()),
                                narrowed.contains(oid));
                        relations.put(relation.name(), relation);
                    }
                    if (row.getString(4) != null) {
                        relation.columns.add(column(row));
                    }
                }
            }
        }
        return relations;
    }

    private static Column column(ResultSet row) throws SQLException {
        return new Column(
                row.getString(4),
                row.getLong(5),
                row.getInt(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getLong(10),
                row.getString(11));
    }

    private static Map<Long, List<Base>> bases(Connection connection, String schema, Set<Long> narrowed)
            throws SQLException {
        Map<Long, List<Base>> bases = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(BASES)) {
            statement.setString(1, schema);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    bases.computeIfAbsent(row.getLong(1), _ -> new ArrayList<>())
                            .add(new Base(row.getLong(2), row.getString(3), row.getString(4)));
                    if (row.getBoolean(5)) {
                        narrowed.add(row.getLong(1));
                    }
                }
            }
        }
        return bases;
    }

    /** The column of a name. */
    public Optional<Column> column(String columnName) {
        return columns.stream()
                .filter(column -> column.name().equals(columnName))
                .findFirst();
    }

    /** Whether this relation of the pipeline's stable schema is a view that a load has made. */
    public boolean isViewOf(WarehouseNames names) {
        return kind.equals("v")
                && bases.size() == 1
                && !narrowed
                && bases.getFirst().name().equals(name)
                && names.periodOf(bases.getFirst().schema()).isPresent();
    }
}
