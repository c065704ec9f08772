package dev.daybook.extractpostgres;

import dev.daybook.lake.model.ColumnDefinition;
import dev.daybook.lake.model.ColumnType;
import dev.daybook.lake.model.TableKind;
import dev.daybook.postgres.catalog.SourceTable;
import dev.daybook.postgres.name.Identifier;
import dev.daybook.postgres.type.TypeOverride;
import dev.daybook.task.text.EscapedText;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the text that the server cannot give as UTF-8: bytes that a database in SQL_ASCII took from anybody, characters
 * that UTF-8 does not have, damage. The server says which table it was reading and no more, so it is asked again: with
 * each column alone, and then with ever fewer pages, until one row is left.
 */
final class UnreadableText {

    /** {@code character_not_in_repertoire} and {@code untranslatable_character}. */
    private static final Set<String> STATES = Set.of("22021", "22P05");

    private final Connection connection;
    private final String encoding;

    /**
     * @param connection outside of any transaction
     * @param encoding the database's, for messages
     */
    UnreadableText(Connection connection, String encoding) {
        this.connection = connection;
        this.encoding = encoding;
    }

    /** Whether an error of the server says that text cannot be converted. */
    static boolean isIn(SQLException error) {
        return STATES.contains(String.valueOf(error.getSQLState()));
    }

    /** One line for each column of some tables that has such text; none when there is none any more. */
    List<String> find(List<SourceTable> tables) throws SQLException {
        List<String> found = new ArrayList<>();
        for (SourceTable table : tables) {
            List<ColumnDefinition> columns = table.definition().columns().stream()
                    .filter(column -> isText(column.type()))
                    .toList();
            if (!columns.isEmpty() && !isReadable(table.fromClause(), columns, "")) {
                for (ColumnDefinition column : columns) {
                    find(table, column).ifPresent(found::add);
                }
            }
        }
        return found;
    }

    private Optional<String> find(SourceTable table, ColumnDefinition column) throws SQLException {
        List<SourceTable> parts = table.leaves().isEmpty() ? List.of(table) : table.leaves();
        for (SourceTable part : parts) {
            if (!isReadable(part.fromClause(), List.of(column), "")) {
                String name = EscapedText.of(table.definition().dataset() + "." + column.name());
                return Optional.of("column " + name + " ("
                        + EscapedText.of(column.sourceType().formatted()) + ") holds text that cannot be read as UTF-8"
                        + firstRow(part, column)
                        + "; the database's encoding is " + encoding
                        + "; correct the text, or carry the bytes as they are: "
                        + TypeOverride.pasted(table.definition().name(), column.name(), "bytea"));
            }
        }
        return Optional.empty();
    }

    /** Where the first such text is, as {@code , first in the row with ctid (0,2)}; empty for what has no ctid. */
    private String firstRow(SourceTable part, ColumnDefinition column) throws SQLException {
        if (!part.fromClause().startsWith("ONLY ") || !part.lockable()) {
            return "";
        }
        long from = 0;
        long to = pages(part);
        while (to - from > 1) {
            long middle = (from + to) / 2;
            if (isReadable(part.fromClause(), List.of(column), between(from, middle))) {
                from = middle;
            } else {
                to = middle;
            }
        }
        String place = part.leaves().isEmpty() && part.definition().kind() == TableKind.PARTITIONED_TABLE
                ? " of " + EscapedText.of(part.schema() + "." + part.name())
                : "";
        for (String row : rows(part, between(from, to))) {
            if (!isReadable(part.fromClause(), List.of(column), " WHERE ctid = '" + row + "'::pg_catalog.tid")) {
                return ", first in the row with ctid " + row + place;
            }
        }
        return "";
    }

    private static String between(long from, long to) {
        return " WHERE ctid >= '(" + from + ",0)'::pg_catalog.tid AND ctid < '(" + to + ",0)'::pg_catalog.tid";
    }

    /** The pages of a table, and one, since it may have grown. */
    private long pages(SourceTable part) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_catalog.pg_relation_size(" + part.oid()
                        + ") / pg_catalog.current_setting('block_size')::pg_catalog.int8 + 1")) {
            row.next();
            return row.getLong(1);
        }
    }

    private List<String> rows(SourceTable part, String where) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT ctid::pg_catalog.text FROM " + part.fromClause() + where + " ORDER BY ctid")) {
            List<String> rows = new ArrayList<>();
            while (row.next()) {
                rows.add(row.getString(1));
            }
            return rows;
        }
    }

    private boolean isReadable(String fromClause, List<ColumnDefinition> columns, String where) throws SQLException {
        String counts = columns.stream()
                .map(column -> "pg_catalog.count(pg_catalog.convert_to(pg_catalog.format('%s', "
                        + Identifier.quote(column.name()) + "), 'UTF8'))")
                .collect(Collectors.joining(", "));
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT " + counts + " FROM " + fromClause + where);
            return true;
        } catch (SQLException e) {
            if (isIn(e)) {
                return false;
            }
            throw e;
        }
    }

    private static boolean isText(ColumnType type) {
        return Stream.of(ColumnType.Text.class, ColumnType.EnumText.class, ColumnType.Json.class)
                        .anyMatch(text -> text.isInstance(type))
                || type instanceof ColumnType.ListOf list && isText(list.element());
    }
}
