package dev.daybook.loadpostgres.gate;

import dev.daybook.lake.model.LoadMode;
import dev.daybook.lake.model.Manifest;
import dev.daybook.lake.read.PublishedExtract;
import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;
import java.util.ArrayList;
import java.util.List;

/** Which datasets can be loaded: all but keyed ones, whose tables of current rows are not made yet. */
final class LoadableModes {

    private LoadableModes() {}

    /** @throws StepFailure.Configuration naming each dataset that is loaded in another way, its source and its mode */
    static void require(Extracts extracts) {
        List<String> refused = new ArrayList<>();
        for (PublishedExtract extract : extracts.all()) {
            for (Manifest.Dataset dataset : extract.manifest().datasets()) {
                if (!isLoadable(dataset.table().load())) {
                    refused.add(EscapedText.of(dataset.table().dataset()) + " of "
                            + extract.manifest().extract().source() + " as "
                            + dataset.table().load().word());
                }
            }
        }
        if (!refused.isEmpty()) {
            throw new StepFailure.Configuration("expected datasets loaded as snapshot or events, found "
                    + String.join(", ", refused)
                    + ", which this version extracts and does not load; leave the source out of --sources");
        }
    }

    private static boolean isLoadable(LoadMode load) {
        return switch (load) {
            case LoadMode.Snapshot _, LoadMode.Events _ -> true;
            case LoadMode.Keyed _ -> false;
        };
    }
}
