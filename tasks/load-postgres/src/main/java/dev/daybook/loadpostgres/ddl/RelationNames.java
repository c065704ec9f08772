package dev.daybook.loadpostgres.ddl;

import dev.daybook.lake.model.TableDefinition;
import dev.daybook.lake.model.WarehouseName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which keys and indexes keep their names. Tables of several source schemas meet in one schema, where a name belongs to
 * one relation only: the tables keep theirs, then the keys and indexes of the first table in the order of names;
 * PostgreSQL names the others itself, and those whose name it would cut.
 */
public final class RelationNames {

    private record Owned(String target, String name) {}

    private final Set<Owned> kept = new HashSet<>();

    /** The names of tables that are loaded into one schema. */
    public RelationNames(List<TableDefinition> tables) {
        Set<String> taken = new HashSet<>();
        tables.forEach(table -> taken.add(table.target()));
        List<TableDefinition> ordered = new ArrayList<>(tables);
        ordered.sort(Comparator.comparing(TableDefinition::target));
        for (TableDefinition table : ordered) {
            table.primaryKey().ifPresent(key -> keep(table, key.name(), taken));
            table.uniqueKeys().forEach(key -> keep(table, key.name(), taken));
            table.indexes().forEach(index -> keep(table, index.name(), taken));
        }
    }

    private void keep(TableDefinition table, String name, Set<String> taken) {
        if (WarehouseName.fault(name).isEmpty() && taken.add(name)) {
            kept.add(new Owned(table.target(), name));
        }
    }

    /** Whether a key or an index of a table keeps its name. */
    public boolean keeps(String target, String name) {
        return kept.contains(new Owned(target, name));
    }
}
