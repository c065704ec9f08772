package dev.daybook.loadpostgres.periods;

import dev.daybook.lake.model.Manifest;
import dev.daybook.loadpostgres.gate.Extracts;
import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the name of a table of all periods must be: a day is put behind it to name the table's partitions. That it
 * is short enough for that is a rule of the lake.
 */
final class TargetRules {

    private static final Pattern ENDS_LIKE_A_DAY = Pattern.compile("(?s).*_\\d{4}_\\d{2}_\\d{2}");

    private TargetRules() {}

    /** @throws StepFailure.Configuration naming each dataset whose name cannot be that of such a table */
    static void require(Extracts extracts) {
        List<String> faults = new ArrayList<>();
        for (Manifest.Dataset dataset : extracts.datasets()) {
            String target = dataset.table().target();
            if (ENDS_LIKE_A_DAY.matcher(target).matches()) {
                faults.add(EscapedText.of(target) + ": expected a name that does not end like a day, which is how the"
                        + " partitions of a table end");
            }
        }
        if (!faults.isEmpty()) {
            throw new StepFailure.Configuration(
                    "names of tables in the warehouse: " + String.join("; ", faults) + "; extract them as other names");
        }
    }
}
