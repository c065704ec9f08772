package dev.daybook.lake;

import dev.daybook.lake.model.Manifest;
import dev.daybook.lake.model.Manifest.ExtractKey;
import dev.daybook.lake.read.PublishedExtract;
import dev.daybook.lake.storage.StoredFolder;
import dev.daybook.task.Period;
import dev.daybook.task.StepFailure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The newest extract of a source that is published for a period or an earlier one. It serves comparisons only: what a
 * step reads it asks for by its period. That is why a folder is listed here, and why an extract that cannot be read is
 * passed over with a warning.
 *
 * @param manifest what it holds; empty when there is none
 * @param warnings which extracts were passed over and why, one line each
 */
public record NewestExtract(Optional<Manifest> manifest, List<String> warnings) {

    /** Copies the list. */
    public NewestExtract {
        warnings = List.copyOf(warnings);
    }

    /** Finds the newest extract up to a period, the period's own included. */
    static NewestExtract upTo(Lake lake, StoredFolder source, ExtractKey key) {
        List<String> warnings = new ArrayList<>();
        for (Period period : periods(source, key.period(), warnings)) {
            try {
                Optional<PublishedExtract> found = lake.find(new ExtractKey(key.pipeline(), key.source(), period));
                if (found.isPresent()) {
                    return new NewestExtract(found.map(PublishedExtract::manifest), warnings);
                }
            } catch (StepFailure e) {
                warnings.add("the extract of " + period + " cannot be compared with: " + e.getMessage());
            }
        }
        return new NewestExtract(Optional.empty(), warnings);
    }

    /** The periods that have a folder, the newest first. */
    private static List<Period> periods(StoredFolder source, Period last, List<String> warnings) {
        try {
            return new SourcePeriods(source)
                    .list().stream()
                            .filter(period -> period.compareTo(last) <= 0)
                            .sorted(Comparator.reverseOrder())
                            .toList();
        } catch (StepFailure e) {
            warnings.add("earlier extracts cannot be compared with: " + e.getMessage());
            return List.of();
        }
    }
}
