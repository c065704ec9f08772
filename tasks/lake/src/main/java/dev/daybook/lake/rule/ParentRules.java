package dev.daybook.lake.rule;

import dev.daybook.lake.model.DatasetName;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.lake.rule.DefinitionFault.Part;
import dev.daybook.task.text.EscapedText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a child needs: a parent in the same extract, loaded in the same way, whose key begins its own. */
final class ParentRules {

    private final Map<DatasetName, TableDefinition> tables = new HashMap<>();

    private ParentRules(List<TableDefinition> tables) {
        tables.forEach(table -> this.tables.put(table.name(), table));
    }

    static List<DefinitionFault> faults(List<TableDefinition> tables) {
        ParentRules rules = new ParentRules(tables);
        List<DefinitionFault> faults = new ArrayList<>();
        for (TableDefinition table : tables) {
            table.parent()
                    .flatMap(parent -> rules.reason(table, parent))
                    .ifPresent(reason -> faults.add(DefinitionFault.of(table, Part.PARENT, reason)));
        }
        return faults;
    }

    private Optional<String> reason(TableDefinition child, DatasetName name) {
        String shown = "'" + EscapedText.of(name.toString()) + "'";
        TableDefinition parent = tables.get(name);
        if (parent == null || isOwnAncestor(child)) {
            return Optional.of("expected another dataset of the extract that is no part of this one, found " + shown);
        }
        if (!parent.load().equals(child.load())) {
            return Optional.of("expected a parent that is loaded as this dataset is, as "
                    + child.load().word() + " with the same words beside it, found " + shown + ", which is not");
        }
        List<String> above = key(parent);
        List<String> own = key(child);
        boolean begins = !above.isEmpty()
                && own.size() >= above.size()
                && own.size() <= above.size() + 1
                && own.subList(0, above.size()).equals(above);
        return begins
                ? Optional.empty()
                : Optional.of("expected a primary key of the columns of the parent's and at most one more, found "
                        + shown(own) + " below " + shown + " with " + shown(above));
    }

    private boolean isOwnAncestor(TableDefinition child) {
        Set<DatasetName> seen = new HashSet<>();
        Optional<DatasetName> next = Optional.of(child.name());
        while (next.isPresent()) {
            if (!seen.add(next.get())) {
                return true;
            }
            next = Optional.ofNullable(tables.get(next.get())).flatMap(TableDefinition::parent);
        }
        return false;
    }

    private static List<String> key(TableDefinition table) {
        return table.primaryKey().map(TableDefinition.Key::columns).orElse(List.of());
    }

    private static String shown(List<String> key) {
        return key.isEmpty() ? "none" : "(" + EscapedText.of(String.join(", ", key)) + ")";
    }
}
