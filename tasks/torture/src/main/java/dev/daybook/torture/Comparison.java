package dev.daybook.torture;

import dev.daybook.task.text.EscapedText;
import dev.daybook.torture.Difference.Kind;
import dev.daybook.torture.Relations.Column;
import dev.daybook.torture.Relations.Relation;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Compares a source with a day of the warehouse, table by table. What is left out must stand in the ledger. */
final class Comparison {

    private final Connection source;
    private final Connection warehouse;
    private final String day;
    private final Set<String> leftOut;
    private final List<Difference> differences = new ArrayList<>();

    private Comparison(Connection source, Connection warehouse, String day, Set<String> leftOut) {
        this.source = source;
        this.warehouse = warehouse;
        this.day = day;
        this.leftOut = leftOut;
    }

    /**
     * Compares.
     *
     * @param day the schema of the day
     * @param views the schema of the views when they must show this day, otherwise empty
     */
    static List<Difference> of(Database source, Database warehouse, String day, String views) {
        try (Connection from = source.connect();
                Connection to = warehouse.connect()) {
            Set<String> leftOut = new HashSet<>(Database.query(
                    to, "SELECT unnest(left_out) FROM daybook.load_ledger WHERE schema_name = " + Sql.text(day)));
            Comparison comparison = new Comparison(from, to, day, leftOut);
            comparison.tables(Relations.ofSource(from), Relations.ofWarehouse(to, 'r', day));
            if (!views.isEmpty()) {
                comparison.views(Relations.ofWarehouse(to, 'r', day), Relations.ofWarehouse(to, 'v', views));
            }
            return comparison.differences;
        } catch (SQLException e) {
            throw new IllegalStateException("comparing with " + day + " failed: " + e.getMessage(), e);
        }
    }

    private void tables(Map<String, Relation> expected, Map<String, Relation> found) throws SQLException {
        Set<String> names = new TreeSet<>(expected.keySet());
        names.addAll(found.keySet());
        for (String table : names) {
            if (!expected.containsKey(table) || !found.containsKey(table)) {
                add(
                        Kind.TABLES,
                        table,
                        (found.containsKey(table) ? "only the warehouse" : "only the source") + " has it");
            } else {
                table(table, expected.get(table), found.get(table));
            }
        }
    }

    private void table(String table, Relation from, Relation to) throws SQLException {
        Map<String, Column> expected = Relations.columns(source, from);
        Map<String, Column> found = Relations.columns(warehouse, to);
        if (!List.copyOf(expected.keySet()).equals(List.copyOf(found.keySet()))) {
            add(Kind.COLUMNS, table, "expected " + expected.keySet() + ", found " + found.keySet());
            return;
        }
        expected.forEach((name, column) ->
                column(table, name, column, Objects.requireNonNull(found.get(name), "both have the same columns")));
        String rows = Relations.rows(source, from, expected.keySet());
        String there = Relations.rows(warehouse, to, expected.keySet());
        if (!rows.equals(there)) {
            add(Kind.ROWS, table, "expected " + rows + ", found " + there + describe(from, to, expected.keySet()));
        }
        keys(table, Relations.keys(source, from, true), Relations.keys(warehouse, to, false));
        names(table, "check", Relations.checks(source, from), Relations.checks(warehouse, to), true);
        names(table, "index", Relations.indexes(source, from), Relations.indexes(warehouse, to), false);
        String comment = Relations.comment(source, from);
        if (!comment.equals(Relations.comment(warehouse, to))) {
            add(Kind.COMMENTS, table, "the comment differs");
        }
    }

    private void column(String table, String name, Column expected, Column found) {
        boolean explained = isLeftOut(table, "column " + name);
        boolean type = expected.type().equals(found.type()) || explained;
        boolean collation = expected.collation().equals(found.collation()) || explained;
        if (!type || !collation || !expected.notNull().equals(found.notNull())) {
            add(Kind.COLUMNS, table, "column " + name + ": expected " + expected + ", found " + found);
        }
        if (!expected.comment().equals(found.comment())) {
            add(Kind.COMMENTS, table, "the comment of column " + name + " differs");
        }
    }

    /** Which columns differ: the same comparison of each column alone. */
    private String describe(Relation from, Relation to, Set<String> columns) throws SQLException {
        List<String> different = new ArrayList<>();
        for (String column : columns) {
            List<String> one = List.of(column);
            if (!Relations.rows(source, from, one).equals(Relations.rows(warehouse, to, one))) {
                different.add(column);
            }
        }
        Set<String> lost = new HashSet<>(Relations.rowHashes(source, from, columns));
        Relations.rowHashes(warehouse, to, columns).forEach(lost::remove);
        return "; " + lost.size() + " different rows of the source are not there; columns that differ: " + different;
    }

    private void keys(String table, Map<String, String> expected, Map<String, String> found) {
        expected.forEach((key, name) -> {
            if (!found.containsKey(key) && !isLeftOut(table, name)) {
                add(Kind.CONSTRAINTS, table, "lacks " + key + " (" + name + "), found " + found.keySet());
            }
        });
        found.forEach((key, name) -> {
            if (!expected.containsKey(key)) {
                add(Kind.CONSTRAINTS, table, "has " + key + " (" + name + "), the source has " + expected.keySet());
            }
        });
    }

    /** Indexes may get other names than the source's, so they are counted. */
    private void names(String table, String kind, List<String> expected, List<String> found, boolean named) {
        List<String> missing = expected.stream()
                .filter(name -> !isLeftOut(table, kind + " " + name))
                .filter(name -> !named || !found.contains(name))
                .toList();
        if (named ? !missing.isEmpty() : missing.size() != found.size()) {
            add(Kind.CONSTRAINTS, table, kind + ": expected " + missing + ", found " + found);
        }
    }

    private boolean isLeftOut(String table, String what) {
        String part = EscapedText.of(what);
        return leftOut.stream().anyMatch(line -> line.startsWith(EscapedText.of(table) + ": ") && line.contains(part));
    }

    private void views(Map<String, Relation> tables, Map<String, Relation> views) throws SQLException {
        for (var table : tables.entrySet()) {
            Set<String> columns = Relations.columns(warehouse, table.getValue()).keySet();
            Relation view = views.get(table.getKey());
            if (view == null) {
                if (!columns.isEmpty()) {
                    add(Kind.VIEWS, table.getKey(), "there is no view");
                }
            } else if (!Relations.rows(warehouse, table.getValue(), columns)
                    .equals(Relations.rows(warehouse, view, columns))) {
                add(Kind.VIEWS, table.getKey(), "the view shows other rows than the day has");
            }
        }
    }

    private void add(Kind kind, String table, String found) {
        differences.add(new Difference(kind, day + " " + EscapedText.of(table), EscapedText.whole(found)));
    }

    /** All tables of a day with their rows, in one line each: what must not change when another day is loaded. */
    static List<String> fingerprint(Database warehouse, String day) {
        try (Connection connection = warehouse.connect()) {
            List<String> lines = new ArrayList<>();
            for (var table : Relations.ofWarehouse(connection, 'r', day).entrySet()) {
                Set<String> columns =
                        Relations.columns(connection, table.getValue()).keySet();
                lines.add(EscapedText.of(table.getKey()) + " " + Relations.rows(connection, table.getValue(), columns));
            }
            return lines;
        } catch (SQLException e) {
            throw new IllegalStateException("reading " + day + " failed: " + e.getMessage(), e);
        }
    }
}
