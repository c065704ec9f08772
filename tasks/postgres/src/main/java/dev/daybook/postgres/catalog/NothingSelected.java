package dev.daybook.postgres.catalog;

import dev.daybook.postgres.catalog.CatalogReader.Overview;
import dev.daybook.task.text.EscapedText;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Why no table of a database is selected, and what to do about it. */
record NothingSelected(Overview overview, TableSelection selection) {

    private static final String ALLOW = "; to extract nothing nevertheless: --allow-missing '*'";

    /** One line. */
    String message() {
        String database = "database " + EscapedText.of(overview.database());
        List<Relation> all = overview.relations().values().stream()
                .filter(relation -> !relation.isPartition())
                .toList();
        if (all.isEmpty()) {
            return database + " has no tables, so there is nothing to extract; is it the right database?"
                    + " (SOURCE_DB_URL names it)" + ALLOW;
        }
        List<Relation> ordinary = all.stream()
                .filter(relation -> relation.isTable() && !relation.ownedByExtension())
                .sorted(Comparator.comparing(Relation::name))
                .toList();
        if (ordinary.isEmpty()) {
            return database + " has no tables to extract, only " + kinds(all)
                    + "; these are taken only when --include names them without * and ?" + ALLOW;
        }
        return "--include and --exclude leave none of the " + ordinary.size() + " tables of " + database + ", such as "
                + EscapedText.of(ordinary.getFirst().literal()) + "; look at "
                + (selection.exclude().isEmpty() ? "--include" : "--exclude") + ALLOW;
    }

    /** {@code 3 views, 1 foreign table}. */
    private static String kinds(List<Relation> relations) {
        return relations.stream()
                .collect(Collectors.groupingBy(NothingSelected::kind, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(kind -> kind.getValue() + " " + kind.getKey() + (kind.getValue() == 1 ? "" : "s"))
                .collect(Collectors.joining(", "));
    }

    private static String kind(Relation relation) {
        return relation.ownedByExtension() ? "extension " + relation.kindName() : relation.kindName();
    }
}
