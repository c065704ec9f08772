package dev.daybook.lake.rule;

import dev.daybook.lake.model.TableDefinition;
import dev.daybook.task.StepFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The rules of load modes, children and personal columns. They hold wherever definitions are made or read: in schema
 * files, in extracts of every kind, in manifests. A snapshot without personal columns breaks none of them.
 */
public final class DefinitionRules {

    private DefinitionRules() {}

    /** What is wrong within one definition. */
    public static List<DefinitionFault> within(TableDefinition table) {
        List<DefinitionFault> faults = new ArrayList<>(LoadRules.faults(table));
        faults.addAll(PersonalRules.faults(table));
        return faults;
    }

    /** What is wrong between the definitions of one extract, each being right in itself. */
    public static List<DefinitionFault> between(List<TableDefinition> tables) {
        List<DefinitionFault> faults = new ArrayList<>(LoadRules.mixed(tables));
        faults.addAll(ParentRules.faults(tables));
        return faults;
    }

    /**
     * Refuses definitions that an extract cannot have together.
     *
     * @throws StepFailure.Configuration naming each dataset and what is wrong with it
     */
    public static void require(List<TableDefinition> tables) {
        List<DefinitionFault> faults =
                tables.stream().flatMap(table -> within(table).stream()).toList();
        refuse(faults.isEmpty() ? between(tables) : faults);
    }

    /**
     * Refuses a definition that no extract can have, or none that has certain others. Its parent may come later.
     *
     * @param others those that are in the extract already
     * @throws StepFailure.Configuration naming the dataset and what is wrong with it
     */
    public static void requireBeside(List<TableDefinition> others, TableDefinition table) {
        List<DefinitionFault> faults = new ArrayList<>(within(table));
        List<TableDefinition> all = new ArrayList<>(others);
        all.add(table);
        faults.addAll(LoadRules.mixed(all));
        refuse(faults);
    }

    private static void refuse(List<DefinitionFault> faults) {
        if (!faults.isEmpty()) {
            throw new StepFailure.Configuration(
                    faults.stream().map(DefinitionFault::message).collect(Collectors.joining("; ")));
        }
    }
}
