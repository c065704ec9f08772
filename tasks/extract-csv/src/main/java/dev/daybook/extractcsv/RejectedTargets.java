package dev.daybook.extractcsv;

import dev.daybook.lake.model.TableDefinition;
import dev.daybook.lake.model.WarehouseName;
import dev.daybook.lake.rule.DefinitionRules;
import dev.daybook.sourcefiles.reject.RejectedTable;
import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;
import java.util.List;
import java.util.Optional;

/** Whether the datasets of bad rows can lie beside those of the files. */
final class RejectedTargets {

    private final List<TableDefinition> tables;

    private RejectedTargets(List<TableDefinition> tables) {
        this.tables = tables;
    }

    /** @throws StepFailure.Configuration naming a file's dataset and what its bad rows cannot be called */
    static void require(List<CsvInput> inputs) {
        List<TableDefinition> tables = inputs.stream().map(CsvInput::table).toList();
        RejectedTargets targets = new RejectedTargets(tables);
        tables.forEach(targets::require);
        DefinitionRules.require(tables.stream().map(RejectedTable::of).toList());
    }

    private void require(TableDefinition table) {
        TableDefinition rejected = RejectedTable.of(table);
        String name = EscapedText.of(table.dataset());
        Optional<TableDefinition> sameName = tables.stream()
                .filter(other -> other.name().equals(rejected.name()))
                .findFirst();
        if (sameName.isPresent()) {
            throw new StepFailure.Configuration("a file and the bad rows of " + name + " are both named "
                    + EscapedText.of(rejected.dataset()) + "; name them apart: --file DATASET=PATH");
        }
        WarehouseName.fault(rejected.target()).ifPresent(fault -> {
            throw new StepFailure.Configuration("the target '" + EscapedText.of(rejected.target())
                    + "' of the bad rows of " + name + " " + fault + "; give " + name + " a shorter one: --target "
                    + name + "=NAME");
        });
        Optional<TableDefinition> sameTarget = tables.stream()
                .filter(other -> other.target().equals(rejected.target()))
                .findFirst();
        if (sameTarget.isPresent()) {
            throw new StepFailure.Configuration(EscapedText.of(sameTarget.get().dataset()) + " and the bad rows of "
                    + name + " both have the target '" + EscapedText.of(rejected.target())
                    + "'; give one another: --target DATASET=NAME");
        }
    }
}
