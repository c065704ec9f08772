package dev.daybook.extractkit;

import dev.daybook.lake.model.Manifest;
import dev.daybook.lake.publish.Publication.Outcome;
import dev.daybook.task.StepResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What publishing came to, as the receipt says it. */
final class ExtractResult {

    private static final Logger LOGGER = LoggerFactory.getLogger(Extract.class);

    private ExtractResult() {}

    static StepResult of(Outcome outcome) {
        Manifest manifest = outcome.manifest();
        Map<String, String> details = new LinkedHashMap<>();
        long rejected = manifest.datasets().stream()
                .mapToLong(Manifest.Dataset::rejectedRows)
                .sum();
        if (rejected > 0) {
            details.put("rejected_rows", String.valueOf(rejected));
        }
        StepResult.Status status = switch (outcome) {
            case Outcome.Published _ -> StepResult.Status.DONE;
            case Outcome.Unchanged _ -> StepResult.Status.UNCHANGED;
            case Outcome.Kept _ -> {
                String kept = kept(manifest);
                LOGGER.info("{}", kept);
                details.put("kept", kept);
                yield StepResult.Status.KEPT;
            }
        };
        return new StepResult(status, Optional.of(manifest.asOf()), totals(manifest.datasets()), details);
    }

    private static String kept(Manifest manifest) {
        return "the closing extract of " + manifest.asOf().time()
                + " stays, as that state cannot be had again; to replace it with the source's state of now use --replace";
    }

    private static StepResult.Totals totals(List<Manifest.Dataset> datasets) {
        return new StepResult.Totals(
                datasets.size(),
                datasets.stream().mapToLong(dataset -> dataset.content().rows()).sum(),
                datasets.stream()
                        .flatMap(dataset -> dataset.files().stream())
                        .mapToLong(Manifest.DataFile::bytes)
                        .sum());
    }
}
