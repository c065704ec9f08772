package dev.daybook.postgres.catalog;

import dev.daybook.lake.model.ColumnDefinition;
import dev.daybook.lake.model.DatasetName;
import dev.daybook.lake.model.NamePattern;
import dev.daybook.lake.model.WarehouseName;
import dev.daybook.postgres.catalog.CatalogReader.Details;
import dev.daybook.postgres.catalog.CatalogReader.Overview;
import dev.daybook.postgres.connect.ConnectionSettings;
import dev.daybook.postgres.type.TypeMapping;
import dev.daybook.postgres.type.TypeOverride;
import dev.daybook.postgres.type.TypeTable;
import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;

/**
 * The source's catalog: which tables are taken, and all that is known of them. Reads in two round trips, however many
 * tables there are. Immutable.
 *
 * @param selection which tables are taken
 * @param targets what they are called in the warehouse
 * @param types what their columns become
 * @param mayBeEmpty whether it is well when no table is selected
 */
public record Catalog(TableSelection selection, TargetNames targets, TypeMapping types, boolean mayBeEmpty) {

    /** A catalog that may be empty. */
    public Catalog(TableSelection selection, TargetNames targets, TypeMapping types) {
        this(selection, targets, types, true);
    }

    /** The same with some columns as text, whatever is declared for them. */
    public Catalog withText(Collection<TypeOverride.Scope.Column> columns) {
        return new Catalog(selection, targets, types.withText(columns), mayBeEmpty);
    }

    /**
     * The selected tables in the order of their names. Opens no transaction of its own; the caller's must be READ
     * COMMITTED, or its snapshot is the catalog's.
     *
     * @param connection one of {@link ConnectionSettings#connect}: {@code search_path} must be pg_catalog alone
     * @throws StepFailure.Denied when tables cannot be read: all of them, and which rights they lack; or when row security
     *     would filter
     * @throws StepFailure.Configuration when a pattern, a target or a declared type matches nothing, two targets collide,
     *     or a table cannot be read in a snapshot, all problems at once; or when no table is selected
     */
    public List<SourceTable> read(Connection connection) throws SQLException {
        CatalogReader reader = new CatalogReader(connection);
        Overview overview = reader.overview();
        List<String> problems = new ArrayList<>();
        SelectedRelations selected = SelectedRelations.of(overview, selection, problems);
        refuse(problems);
        if (!mayBeEmpty && selected.tables().isEmpty()) {
            throw new StepFailure.Configuration(new NothingSelected(overview, selection).message());
        }
        selected.refuseUnreadable();
        SortedMap<DatasetName, String> names =
                targets.resolve(selected.tables().stream().map(Relation::name).toList());
        Set<Long> oids = new HashSet<>();
        for (Relation table : selected.tables()) {
            oids.add(table.oid());
            selected.leavesOf(table).forEach(leaf -> oids.add(leaf.oid()));
        }
        Details details = reader.details(oids, overview.version());
        List<SourceTable> tables = build(selected, names, details, problems);
        findUnknownTypes(reader, tables, problems);
        tables.forEach(table -> findUnfitNames(table, problems));
        refuse(problems);
        return tables;
    }

    private List<SourceTable> build(
            SelectedRelations selected, Map<DatasetName, String> names, Details details, List<String> problems) {
        TypeTable table = types.over(details.types(), problems);
        TableBuilder builder = new TableBuilder(details, table, selected.version());
        return selected.tables().stream()
                .map(relation -> builder.build(
                        relation,
                        Objects.requireNonNull(names.get(relation.name()), "every selected table has a target"),
                        selected.leavesOf(relation)))
                .toList();
    }

    private void findUnknownTypes(CatalogReader reader, List<SourceTable> tables, List<String> problems)
            throws SQLException {
        if (types.overrides().isEmpty()) {
            return;
        }
        Set<TypeOverride.Scope.Column> columns = new HashSet<>();
        tables.forEach(table -> table.definition()
                .columns()
                .forEach(column ->
                        columns.add(new TypeOverride.Scope.Column(table.schema(), table.name(), column.name()))));
        types.findUnknown(columns, reader.typeNames(), problems);
    }

    /** A view may have a column that no table can have; a name may grow when its server's encoding becomes UTF-8. */
    private static void findUnfitNames(SourceTable table, List<String> problems) {
        for (ColumnDefinition column : table.definition().columns()) {
            String literal = EscapedText.of(NamePattern.literal(table.schema(), table.name(), column.name()));
            WarehouseName.columnFault(column.name())
                    .ifPresent(fault -> problems.add("the column's name in " + literal + " " + fault
                            + "; rename it there, or leave it out with --exclude '"
                            + TargetNames.shown(table.definition().name()) + "'"));
        }
    }

    private static void refuse(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new StepFailure.Configuration(problems);
        }
    }
}
