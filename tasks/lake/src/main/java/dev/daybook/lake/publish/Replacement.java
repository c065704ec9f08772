package dev.daybook.lake.publish;

import dev.daybook.lake.model.Manifest;
import dev.daybook.lake.model.Manifest.Dataset;
import dev.daybook.lake.model.RawFile;
import dev.daybook.task.AsOf;
import java.util.List;

/** Whether a new extract takes the place of the one that is published. */
final class Replacement {

    private Replacement() {}

    /**
     * Whether the new extract says nothing new: the same content of the same definitions, and not a closing state where
     * the published one does not count as one yet. That one is published once more, so that no late state replaces it.
     */
    static boolean isUnchanged(Manifest current, Manifest next, boolean live) {
        return hasSameContent(current, next) && !(live && isClosing(next) && !isClosing(current));
    }

    /** Whether the published extract is a state that cannot be had again, and the new one came too late to show it. */
    static boolean mustBeKept(Manifest current, Manifest next, boolean live) {
        return live && isClosing(current) && next.asOf().kind() == AsOf.Kind.LATE;
    }

    private static boolean isClosing(Manifest manifest) {
        return manifest.asOf().kind() == AsOf.Kind.CLOSING;
    }

    private static boolean hasSameContent(Manifest current, Manifest next) {
        if (!hasSameArchive(current, next)) {
            return false;
        }
        if (current.datasets().size() != next.datasets().size()) {
            return false;
        }
        for (int i = 0; i < current.datasets().size(); i++) {
            if (!hasSameContent(current.datasets().get(i), next.datasets().get(i))) {
                return false;
            }
        }
        return true;
    }

    /** The raw files that an extract carries are content of it; those that it only names are not. */
    private static boolean hasSameArchive(Manifest current, Manifest next) {
        return archived(current).equals(archived(next));
    }

    private static List<RawFile> archived(Manifest manifest) {
        return manifest.raw().stream().filter(RawFile::archived).toList();
    }

    private static boolean hasSameContent(Dataset current, Dataset next) {
        return current.table().equals(next.table())
                && current.content().equals(next.content())
                && current.rejectedRows() == next.rejectedRows()
                && current.counts().equals(next.counts());
    }
}
