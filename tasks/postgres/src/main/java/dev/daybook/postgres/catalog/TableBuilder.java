package dev.daybook.postgres.catalog;

import dev.daybook.lake.model.ColumnDefinition;
import dev.daybook.lake.model.DatasetName;
import dev.daybook.lake.model.NamePattern;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.postgres.catalog.CatalogReader.Details;
import dev.daybook.postgres.type.CatalogColumn;
import dev.daybook.postgres.type.MappedType;
import dev.daybook.postgres.type.TypeTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes {@link SourceTable}s of catalog rows. */
final class TableBuilder {

    /** From PostgreSQL 14 on a range of ctid is read as a range, not by reading the whole table. */
    private static final int RANGES_SINCE = 140_000;

    private static final int SHOWN_HEIRS = 10;

    private final Details details;
    private final TypeTable types;
    private final int version;

    TableBuilder(Details details, TypeTable types, int version) {
        this.details = details;
        this.types = types;
        this.version = version;
    }

    /**
     * A table.
     *
     * @param leaves the partitions to read on their own
     */
    SourceTable build(Relation relation, String target, List<Relation> leaves) {
        List<CatalogColumn> columns = details.columns().getOrDefault(relation.oid(), List.of());
        List<String> leftOut = new ArrayList<>();
        List<ColumnDefinition> definitions = new ArrayList<>();
        List<String> expressions = new ArrayList<>();
        for (CatalogColumn column : columns) {
            MappedType type = types.map(
                    relation.name().schema().orElseThrow(), relation.name().name(), column);
            definitions.add(TypeTable.define(column, type));
            expressions.add(type.selectExpression(column.name()));
            column.leftOut().ifPresent(what -> leftOut.add(what + " of column " + column.name()));
        }
        rowsOfHeirs(relation).ifPresent(leftOut::add);
        TableDefinition definition = define(relation, target, definitions, leftOut);
        long rows = leaves.isEmpty()
                ? relation.rows()
                : leaves.stream().mapToLong(leaf -> Math.max(0, leaf.rows())).sum();
        List<SourceTable> parts = leaves.stream()
                .map(leaf -> source(leaf, definition, expressions, leaf.rows(), List.of()))
                .toList();
        return source(relation, definition, expressions, rows, parts);
    }

    private SourceTable source(
            Relation relation,
            TableDefinition definition,
            List<String> expressions,
            long rows,
            List<SourceTable> leaves) {
        boolean plain = relation.kind() == 'r';
        long pages = leaves.isEmpty()
                ? relation.pages()
                : leaves.stream().mapToLong(SourceTable::pages).sum();
        return new SourceTable(
                relation.oid(),
                relation.name().schema().orElseThrow(),
                relation.name().name(),
                definition,
                rows,
                pages,
                plain && relation.heap() && version >= RANGES_SINCE,
                relation.isTable() || relation.kind() == 'v',
                expressions,
                plain || relation.kind() == 'f' ? "ONLY " + relation.quoted() : relation.quoted(),
                distinctValues(relation, rows),
                leaves);
    }

    /**
     * A SELECT from a table gives the rows of those that inherit from it, too. Each of these is a dataset of its own, so
     * each row is read once, with its own table; what the parent lacks by that is said.
     */
    private Optional<String> rowsOfHeirs(Relation relation) {
        List<DatasetName> heirs = details.heirs().getOrDefault(relation.oid(), List.of());
        if (heirs.isEmpty()) {
            return Optional.empty();
        }
        String first =
                heirs.stream().limit(SHOWN_HEIRS).map(NamePattern::literal).collect(Collectors.joining(", "));
        String more = heirs.size() > SHOWN_HEIRS ? " and " + (heirs.size() - SHOWN_HEIRS) + " more" : "";
        return Optional.of("rows of the tables that inherit from it, which are there only: " + first + more);
    }

    private TableDefinition define(
            Relation relation, String target, List<ColumnDefinition> columns, List<String> leftOut) {
        Optional<TableDefinition.Key> primaryKey = Optional.empty();
        List<TableDefinition.Key> uniqueKeys = new ArrayList<>();
        List<TableDefinition.ForeignKey> foreignKeys = new ArrayList<>();
        List<TableDefinition.Check> checks = new ArrayList<>();
        for (CatalogConstraint constraint : details.constraints().getOrDefault(relation.oid(), List.of())) {
            if (constraint.temporal()) {
                leftOut.add("constraint " + constraint.name() + ": " + constraint.definition());
                continue;
            }
            switch (constraint.kind()) {
                case 'p' -> primaryKey = Optional.of(key(relation, constraint));
                case 'u' -> uniqueKeys.add(key(relation, constraint));
                case 'f' -> foreignKeys.add(foreignKey(relation, constraint));
                case 'c' -> checks.add(new TableDefinition.Check(constraint.name(), constraint.definition()));
                default -> leftOut.add("constraint " + constraint.name() + ": " + constraint.definition());
            }
        }
        return new TableDefinition(
                relation.name(),
                target,
                relation.tableKind(),
                relation.isTable(),
                columns,
                primaryKey,
                uniqueKeys,
                foreignKeys,
                checks,
                indexes(relation),
                relation.comment(),
                leftOut);
    }

    private TableDefinition.Key key(Relation relation, CatalogConstraint constraint) {
        return new TableDefinition.Key(
                constraint.name(),
                columns(relation, constraint),
                constraint.nullsNotDistinct(),
                constraint.deferrable());
    }

    private TableDefinition.ForeignKey foreignKey(Relation relation, CatalogConstraint constraint) {
        return new TableDefinition.ForeignKey(
                constraint.name(),
                columns(relation, constraint),
                constraint.referenced().orElseThrow(),
                constraint.referencedColumns(),
                Optional.of(constraint.definition()),
                constraint.validated());
    }

    private List<String> columns(Relation relation, CatalogConstraint constraint) {
        Map<Integer, String> names = new HashMap<>();
        details.columns()
                .getOrDefault(relation.oid(), List.of())
                .forEach(column -> names.put(column.number(), column.name()));
        return constraint.columns().stream().map(names::get).toList();
    }

    private List<TableDefinition.Index> indexes(Relation relation) {
        return details.indexes().getOrDefault(relation.oid(), List.of()).stream()
                .map(index -> new TableDefinition.Index(index.name(), index.definition()))
                .toList();
    }

    /** {@code pg_stats} gives a share of the rows, negative, where it expects the number to grow with the table. */
    private Map<String, Double> distinctValues(Relation relation, long rows) {
        Map<String, Double> values = new HashMap<>();
        details.distinctValues()
                .getOrDefault(relation.oid(), Map.of())
                .forEach((column, value) -> values.put(column, value < 0 ? -value * Math.max(0, rows) : value));
        return values;
    }
}
