package dev.daybook.postgres.catalog;

import dev.daybook.lake.model.DatasetName;
import dev.daybook.lake.model.NamePattern;
import dev.daybook.postgres.catalog.CatalogReader.Overview;
import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;
import dev.daybook.task.text.NearMiss;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What of a catalog is read: the selected tables, and the partitions that hold the rows of partitioned ones. */
final class SelectedRelations {

    private static final Comparator<Relation> BY_NAME = Comparator.comparing(Relation::name);

    private final Overview overview;
    private final List<Relation> tables;
    private final Map<Long, List<Relation>> partitions;

    private SelectedRelations(Overview overview, List<Relation> tables, Map<Long, List<Relation>> partitions) {
        this.overview = overview;
        this.tables = tables;
        this.partitions = partitions;
    }

    /**
     * Selects.
     *
     * @param problems gets patterns that match nothing and tables that no snapshot covers
     */
    static SelectedRelations of(Overview overview, TableSelection selection, Collection<String> problems) {
        List<Relation> tables = new ArrayList<>();
        Map<Long, List<Relation>> partitions = new HashMap<>();
        for (Relation relation : overview.relations().values()) {
            if (relation.isPartition()) {
                partitions
                        .computeIfAbsent(relation.parent(), _ -> new ArrayList<>())
                        .add(relation);
            } else if (isTaken(relation, selection)) {
                tables.add(relation);
            }
        }
        tables.sort(BY_NAME);
        SelectedRelations selected = new SelectedRelations(overview, tables, partitions);
        new UnmatchedPatterns(overview).find(selection, problems);
        tables.forEach(table -> selected.findUnreachable(table, problems));
        return selected;
    }

    private static boolean isTaken(Relation relation, TableSelection selection) {
        boolean ordinary = relation.isTable() && !relation.ownedByExtension();
        return ordinary ? selection.takes(relation.name()) : selection.names(relation.name());
    }

    /** The selected tables in the order of their names. */
    List<Relation> tables() {
        return tables;
    }

    /** The server's version. */
    int version() {
        return overview.version();
    }

    /**
     * The partitions to read on their own; none when the table is to be read through its own name: it is not partitioned,
     * has no partitions, or the role may read the table but not all of its partitions.
     */
    List<Relation> leavesOf(Relation table) {
        List<Relation> leaves = allLeavesOf(table);
        boolean each = leaves.stream().allMatch(leaf -> leaf.isReadable() && !leaf.filtered());
        return each ? leaves : List.of();
    }

    private List<Relation> allLeavesOf(Relation table) {
        List<Relation> leaves = new ArrayList<>();
        for (Relation partition : partitions.getOrDefault(table.oid(), List.of())) {
            if (partition.kind() == 'p') {
                leaves.addAll(allLeavesOf(partition));
            } else {
                leaves.add(partition);
            }
        }
        leaves.sort(BY_NAME);
        return leaves;
    }

    private void findUnreachable(Relation table, Collection<String> problems) {
        for (Relation leaf : allLeavesOf(table)) {
            if (leaf.kind() == 'f') {
                problems.add(shown(table) + " has the foreign table " + shown(leaf)
                        + " as a partition, which no snapshot covers; leave the table out with --exclude '"
                        + table.literal() + "'");
            }
            findUnlogged(table, leaf, problems);
        }
        findUnlogged(table, table, problems);
    }

    private void findUnlogged(Relation table, Relation read, Collection<String> problems) {
        if (overview.standby() && read.unlogged()) {
            problems.add(
                    shown(read) + " is unlogged, so a standby does not have its rows; read the primary, or leave it"
                            + " out with --exclude '" + table.literal() + "'");
        }
    }

    /** @throws StepFailure.Denied naming every table that the role cannot read in full */
    void refuseUnreadable() {
        List<String> lacking = new ArrayList<>();
        List<String> filtered = new ArrayList<>();
        for (Relation table : tables) {
            lackOf(table).ifPresent(lack -> lacking.add(shown(table) + " (" + lack + ")"));
            if (table.filtered()) {
                filtered.add(shown(table));
            }
        }
        List<String> problems = new ArrayList<>();
        String role = EscapedText.of(overview.role());
        if (!lacking.isEmpty()) {
            problems.add("role " + role + " may not read " + String.join(", ", lacking)
                    + "; grant it, or leave the tables out with --exclude");
        }
        if (!filtered.isEmpty()) {
            problems.add("row security would hide rows from role " + role + " in " + String.join(", ", filtered)
                    + "; give it BYPASSRLS, or leave the tables out with --exclude");
        }
        if (!problems.isEmpty()) {
            throw new StepFailure.Denied(String.join("; ", problems));
        }
    }

    private static Optional<String> lackOf(Relation table) {
        List<String> lacks = new ArrayList<>();
        if (!table.schemaUsage()) {
            lacks.add(
                    "no USAGE on schema " + EscapedText.of(table.name().schema().orElseThrow()));
        }
        if (!table.selectable()) {
            lacks.add(table.selectableColumns() ? "SELECT on some of its columns only" : "no SELECT");
        }
        return lacks.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", lacks));
    }

    private static String shown(Relation relation) {
        return EscapedText.of(relation.literal());
    }

    /** Finds patterns that match nothing that they could. */
    private record UnmatchedPatterns(Overview overview) {

        private void find(TableSelection selection, Collection<String> problems) {
            selection.include().forEach(pattern -> find("--include", pattern, true, problems));
            selection.exclude().forEach(pattern -> find("--exclude", pattern, false, problems));
        }

        private void find(String option, NamePattern pattern, boolean include, Collection<String> problems) {
            List<Relation> matched = overview.relations().values().stream()
                    .filter(relation -> pattern.matches(relation.name()))
                    .sorted(BY_NAME)
                    .toList();
            String given = option + " '" + EscapedText.of(pattern.text()) + "'";
            if (matched.isEmpty()) {
                problems.add(given + " matches no table" + NearMiss.hint(pattern.text(), candidates(pattern)));
            } else if (matched.stream().allMatch(Relation::isPartition)) {
                problems.add(given + " matches only partitions, such as " + shown(matched.getFirst())
                        + "; a partitioned table is one dataset: name " + shown(root(matched.getFirst())));
            } else if (include && !pattern.isLiteral() && matched.stream().allMatch(UnmatchedPatterns::needsName)) {
                problems.add(given + " matches only " + matched.getFirst().tableKind() + "s and the like, such as "
                        + shown(matched.getFirst()) + "; these are only taken when named without * and ?");
            }
        }

        private static boolean needsName(Relation relation) {
            return !relation.isTable() || relation.ownedByExtension();
        }

        private Relation root(Relation partition) {
            Relation parent = overview.relations().getOrDefault(partition.parent(), partition);
            return parent.isPartition() && parent != partition ? root(parent) : parent;
        }

        private List<String> candidates(NamePattern pattern) {
            return overview.relations().values().stream()
                    .filter(relation -> !relation.isPartition())
                    .map(relation -> candidate(relation.name(), pattern))
                    .toList();
        }

        private static String candidate(DatasetName name, NamePattern pattern) {
            return pattern.parts().size() == 1
                    ? NamePattern.literal(name.name())
                    : NamePattern.literal(name.schema().orElseThrow(), name.name());
        }
    }
}
