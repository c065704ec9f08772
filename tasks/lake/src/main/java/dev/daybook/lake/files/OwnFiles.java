package dev.daybook.lake.files;

import dev.daybook.lake.model.LakePaths;
import dev.daybook.lake.storage.Place;
import dev.daybook.task.file.Links;
import dev.daybook.task.file.PathKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells by what lies in a folder whether Daybook made it.
 *
 * <p>A published extract has its manifest, whole or damaged, and so has one that was moved out. What a dead run left may
 * have none: it was not written yet, or deleted first. Such a folder is ours when it holds nothing but files with the
 * names that Daybook gives; the versions before left no other mark.
 */
final class OwnFiles {

    private static final Pattern REPORT = Pattern.compile("report\\.(csv|json|parquet)");

    /** Versions before wrote rows that were refused to a file beside the data. */
    private static final String REJECTED = "_rejected\\.csv";

    private static final Pattern STAGED = Pattern.compile(String.join(
            "|",
            "part-[0-9]{5,}(\\.open|-[0-9a-f]{8}\\.parquet)",
            Pattern.quote(LakePaths.MANIFEST),
            Pattern.quote(LakePaths.SIGNATURE),
            Pattern.quote(LakePaths.SUCCESS),
            REJECTED,
            "\\.keys.*\\.tmp",
            REPORT.pattern(),
            "probe"));

    private OwnFiles() {}

    /** What in the folder of a place Daybook did not make, as far as it can tell; empty when all of it may go. */
    static Optional<Path> foreign(Place.Kind kind, Path folder) throws IOException {
        return switch (kind) {
            case EXTRACT -> foreignToExtract(folder);
            case REPORT -> foreignToReport(folder);
        };
    }

    /** What is foreign in the place of an extract: whatever is there without a manifest. */
    private static Optional<Path> foreignToExtract(Path folder) throws IOException {
        if (hasManifest(folder)) {
            return Optional.empty();
        }
        return Folders.entries(folder).stream().findFirst();
    }

    /** What is foreign in the place of a report: all but a report's files. */
    private static Optional<Path> foreignToReport(Path folder) throws IOException {
        for (Path entry : Folders.entries(folder)) {
            if (!isNamed(entry, REPORT)) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    /** What is foreign in a folder that a dead run may have left. */
    static Optional<Path> foreignToLeftover(Path folder) throws IOException {
        if (hasManifest(folder)) {
            return Optional.empty();
        }
        return foreignIn(Folders.entries(folder));
    }

    private static Optional<Path> foreignIn(List<Path> entries) throws IOException {
        for (Path entry : entries) {
            Optional<Path> foreign = PathKind.of(entry, Links.REFUSED) == PathKind.FOLDER
                    ? foreignIn(Folders.entries(entry))
                    : Optional.of(entry)
                            .filter(file -> !STAGED.matcher(name(file)).matches());
            if (foreign.isPresent()) {
                return foreign;
            }
        }
        return Optional.empty();
    }

    /** Whether a folder has a manifest, whole or damaged. */
    private static boolean hasManifest(Path folder) throws IOException {
        return PathKind.of(folder.resolve(LakePaths.MANIFEST), Links.REFUSED) == PathKind.FILE;
    }

    private static boolean isNamed(Path file, Pattern names) throws IOException {
        return names.matcher(name(file)).matches() && PathKind.of(file, Links.REFUSED) == PathKind.FILE;
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }
}
