package dev.daybook.lake;

import dev.daybook.lake.model.LakePaths;
import dev.daybook.lake.storage.StoredFolder;
import dev.daybook.task.Period;
import dev.daybook.task.StepFailure;
import java.util.List;
import java.util.Optional;

/**
 * The periods that a source has a folder for, for comparisons: what lies in the folder may be no extract.
 *
 * @param source the source's folder
 */
record SourcePeriods(StoredFolder source) {

    private static final String PREFIX = LakePaths.PERIOD_KEY + "=";

    /**
     * Lists them, in no order.
     *
     * @throws StepFailure when the folder cannot be listed
     */
    List<Period> list() {
        return source.list().stream()
                .filter(name -> name.startsWith(PREFIX))
                .flatMap(name -> period(name.substring(PREFIX.length())).stream())
                .toList();
    }

    private static Optional<Period> period(String text) {
        try {
            return Optional.of(Period.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
