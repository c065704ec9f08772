package dev.daybook.postgres.catalog;

import dev.daybook.lake.model.DatasetName;
import dev.daybook.postgres.type.CatalogColumn;
import dev.daybook.postgres.type.CatalogType;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads rows of the system catalogs. */
final class CatalogReader {

    private final Connection connection;

    CatalogReader(Connection connection) {
        this.connection = connection;
    }

    /**
     * What a listing begins with.
     *
     * @param role the role that reads
     * @param database the database's name
     * @param version the server's version, as {@code server_version_num} has it
     * @param standby whether the server is a hot standby
     * @param relations everything that could be a dataset, by OID
     */
    record Overview(String role, String database, int version, boolean standby, Map<Long, Relation> relations) {}

    /**
     * What is known of relations, by OID.
     *
     * @param columns in order
     * @param types by the types' own OID
     * @param constraints in the order of their names
     * @param indexes in the order of their names
     * @param heirs the tables that inherit from them, in the order of their names
     * @param distinctValues as {@code pg_stats} has them: a share of the rows when negative
     */
    record Details(
            Map<Long, List<CatalogColumn>> columns,
            Map<Long, CatalogType> types,
            Map<Long, List<CatalogConstraint>> constraints,
            Map<Long, List<CatalogIndex>> indexes,
            Map<Long, List<DatasetName>> heirs,
            Map<Long, Map<String, Double>> distinctValues) {}

    /** A row of {@code pg_index}. */
    record CatalogIndex(String name, String definition) {}

    Overview overview() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(CatalogQueries.SESSION + ";" + CatalogQueries.RELATIONS);
            ResultSet session = statement.getResultSet();
            session.next();
            String role = session.getString(1);
            String database = session.getString(2);
            int version = session.getInt(3);
            boolean standby = session.getBoolean(4);
            Map<Long, Relation> relations = new LinkedHashMap<>();
            ResultSet row = nextResult(statement);
            while (row.next()) {
                Relation relation = relation(row);
                relations.put(relation.oid(), relation);
            }
            return new Overview(role, database, version, standby, relations);
        }
    }

    Details details(Collection<Long> relations, int version) throws SQLException {
        String sql = String.join(
                ";",
                CatalogQueries.columns(relations, version),
                CatalogQueries.COMMON_TYPES,
                CatalogQueries.constraints(relations, version),
                CatalogQueries.indexes(relations),
                CatalogQueries.heirs(relations),
                CatalogQueries.distinctValues(relations));
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            Map<Long, List<CatalogColumn>> columns = columns(statement.getResultSet());
            Map<Long, CatalogType> types = types(nextResult(statement));
            Map<Long, List<CatalogConstraint>> constraints = constraints(nextResult(statement));
            Map<Long, List<CatalogIndex>> indexes = indexes(nextResult(statement));
            Map<Long, List<DatasetName>> heirs = heirs(nextResult(statement));
            Map<Long, Map<String, Double>> distinctValues = distinctValues(nextResult(statement));
            addMissing(types, columns.values());
            return new Details(columns, types, constraints, indexes, heirs, distinctValues);
        }
    }

    /** Adds the row types of tables, and arrays of them, that columns do have, and what those stand on. */
    private void addMissing(Map<Long, CatalogType> types, Collection<List<CatalogColumn>> columns) throws SQLException {
        Set<Long> missing = new HashSet<>();
        columns.forEach(list -> list.forEach(column -> missing.add(column.type())));
        types.values().forEach(type -> missing.addAll(type.standsOn()));
        missing.removeAll(types.keySet());
        while (!missing.isEmpty()) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(CatalogQueries.types(missing))) {
                Map<Long, CatalogType> found = types(row);
                types.putAll(found);
                missing.clear();
                found.values().forEach(type -> missing.addAll(type.standsOn()));
                missing.removeAll(types.keySet());
            }
        }
    }

    Set<String> typeNames() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(CatalogQueries.TYPE_NAMES)) {
            Set<String> names = new HashSet<>();
            while (row.next()) {
                names.add(row.getString(1));
            }
            return names;
        }
    }

    private static ResultSet nextResult(Statement statement) throws SQLException {
        statement.getMoreResults();
        return statement.getResultSet();
    }

    private static Relation relation(ResultSet row) throws SQLException {
        return new Relation(
                row.getLong(1),
                DatasetName.of(row.getString(2), row.getString(3)),
                row.getString(4).charAt(0),
                row.getBoolean(5),
                row.getLong(6),
                row.getLong(7),
                row.getLong(8),
                row.getBoolean(9),
                row.getBoolean(10),
                row.getBoolean(11),
                row.getBoolean(12),
                row.getBoolean(13),
                row.getBoolean(14),
                Optional.ofNullable(row.getString(15)));
    }

    private static Map<Long, List<CatalogColumn>> columns(ResultSet row) throws SQLException {
        Map<Long, List<CatalogColumn>> columns = new HashMap<>();
        while (row.next()) {
            columns.computeIfAbsent(row.getLong(1), _ -> new ArrayList<>())
                    .add(new CatalogColumn(
                            row.getInt(2),
                            row.getString(3),
                            row.getLong(4),
                            row.getInt(5),
                            row.getString(6),
                            row.getBoolean(7),
                            Optional.ofNullable(row.getString(8)),
                            CollationRow.definition(row),
                            Optional.ofNullable(row.getString(9)),
                            leftOut(row.getBoolean(10), row.getBoolean(11), row.getBoolean(12))));
        }
        return columns;
    }

    private static Optional<String> leftOut(boolean identity, boolean generated, boolean hasDefault) {
        if (identity) {
            return Optional.of("identity");
        }
        if (generated) {
            return Optional.of("generation expression");
        }
        return hasDefault ? Optional.of("default") : Optional.empty();
    }

    private static Map<Long, CatalogType> types(ResultSet row) throws SQLException {
        Map<Long, CatalogType> types = new HashMap<>();
        while (row.next()) {
            types.put(
                    row.getLong(1),
                    new CatalogType(
                            row.getLong(1),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4).charAt(0),
                            row.getLong(5),
                            row.getLong(6),
                            row.getInt(7),
                            row.getString(8),
                            row.getBoolean(9),
                            strings(row.getArray(10)),
                            strings(row.getArray(11))));
        }
        return types;
    }

    private static Map<Long, List<CatalogConstraint>> constraints(ResultSet row) throws SQLException {
        Map<Long, List<CatalogConstraint>> constraints = new HashMap<>();
        while (row.next()) {
            constraints
                    .computeIfAbsent(row.getLong(1), _ -> new ArrayList<>())
                    .add(new CatalogConstraint(
                            row.getString(2),
                            row.getString(3).charAt(0),
                            row.getBoolean(4),
                            row.getBoolean(5),
                            row.getString(6),
                            numbers(row.getArray(7)),
                            row.getString(8) == null
                                    ? Optional.empty()
                                    : Optional.of(DatasetName.of(row.getString(8), row.getString(9))),
                            strings(row.getArray(10)),
                            row.getBoolean(11),
                            row.getBoolean(12)));
        }
        return constraints;
    }

    private static Map<Long, List<CatalogIndex>> indexes(ResultSet row) throws SQLException {
        Map<Long, List<CatalogIndex>> indexes = new HashMap<>();
        while (row.next()) {
            indexes.computeIfAbsent(row.getLong(1), _ -> new ArrayList<>())
                    .add(new CatalogIndex(row.getString(2), row.getString(3)));
        }
        return indexes;
    }

    private static Map<Long, List<DatasetName>> heirs(ResultSet row) throws SQLException {
        Map<Long, List<DatasetName>> heirs = new HashMap<>();
        while (row.next()) {
            heirs.computeIfAbsent(row.getLong(1), _ -> new ArrayList<>())
                    .add(DatasetName.of(row.getString(2), row.getString(3)));
        }
        return heirs;
    }

    private static Map<Long, Map<String, Double>> distinctValues(ResultSet row) throws SQLException {
        Map<Long, Map<String, Double>> values = new HashMap<>();
        while (row.next()) {
            values.computeIfAbsent(row.getLong(1), _ -> new HashMap<>()).put(row.getString(2), row.getDouble(3));
        }
        return values;
    }

    private static List<String> strings(@Nullable Array array) throws SQLException {
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }

    private static List<Integer> numbers(@Nullable Array array) throws SQLException {
        return array == null
                ? List.of()
                : Arrays.stream((Short[]) array.getArray()).map(Short::intValue).toList();
    }
}
