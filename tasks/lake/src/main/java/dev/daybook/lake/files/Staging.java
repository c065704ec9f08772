package dev.daybook.lake.files;

import dev.daybook.lake.storage.Place;
import dev.daybook.lake.storage.StagedFolder;
import dev.daybook.lake.storage.StagedPlace;
import dev.daybook.task.StepFailure;
import dev.daybook.task.file.FileReason;
import dev.daybook.task.file.PathKind;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder that is being written, under the lock of the place it will be published at. Closing it removes the folder,
 * unless publishing failed when it could no longer be told what the disk holds; the next run of the place cleans up then.
 */
final class Staging implements StagedPlace {

    private static final Logger log = LoggerFactory.getLogger(Staging.class);

    private final PublishedPlace place;
    private final Path folder;
    private final Path replaced;
    private final FileLease lease;
    private final FileSteps steps;
    private final Folders folders;
    private boolean outcomeUnknown;
    private boolean closed;

    Staging(PublishedPlace place, Path folder, Path replaced, FileLease lease, FileSteps steps) {
        this.place = place;
        this.folder = folder;
        this.replaced = replaced;
        this.lease = lease;
        this.steps = steps;
        this.folders = new Folders(steps);
    }

    @Override
    public Place place() {
        return place.place();
    }

    @Override
    public StagedFolder folder() {
        return new LocalStagedFolder(folder, steps);
    }

    /** The staging folder lies on the lake's disk, which is made for data; the system's may be a small part of memory. */
    @Override
    public Path scratch() {
        return folder;
    }

    @Override
    public void publish(Optional<String> expected) {
        try {
            place.requireReplaceable();
            if (PathKind.isPresent(place.target())) {
                replace(expected);
            } else {
                putFirst(expected);
            }
        } catch (IOException e) {
            throw FileFailure.writing("publish " + place.title() + " as", place.target(), e);
        }
    }

    @Override
    public void confirm() {
        try {
            forceBoth();
        } catch (IOException e) {
            throw FileFailure.writing("force to disk", Folders.above(place.target()), e);
        }
    }

    private void putFirst(Optional<String> expected) throws IOException {
        if (expected.isPresent()) {
            throw changed();
        }
        try {
            steps.rename(folder, place.target());
        } catch (DirectoryNotEmptyException e) {
            throw changed();
        }
        settle();
    }

    private void replace(Optional<String> expected) throws IOException {
        Optional<Path> takenOver;
        if (!place.identity(place.target()).equals(expected)) {
            throw changed();
        }
        if (steps.exchange(folder, place.target())) {
            takenOver = verifyExchange(expected);
            settle();
        } else {
            takenOver = replaceInTwoSteps(expected);
        }
        takenOver.ifPresent(place::tellReplaced);
    }

    /**
     * Looks again at what came out: another run may have published between the look before and the exchange.
     *
     * @return what came out and Daybook did not make
     */
    private Optional<Path> verifyExchange(Optional<String> expected) throws IOException {
        outcomeUnknown = true;
        boolean same = false;
        Optional<Path> takenOver;
        try {
            takenOver = place.requireReplaceable(folder);
            same = place.identity(folder).equals(expected);
        } finally {
            if (!same && steps.exchange(folder, place.target())) {
                outcomeUnknown = false;
            }
        }
        if (!same) {
            throw changed();
        }
        return takenOver;
    }

    private Optional<Path> replaceInTwoSteps(Optional<String> expected) throws IOException {
        log.warn(
                "{} is absent for an instant: this file system cannot exchange two folders in one step", place.title());
        steps.rename(place.target(), replaced);
        boolean same = false;
        boolean done = false;
        Optional<Path> takenOver;
        try {
            takenOver = place.requireReplaceable(replaced);
            same = place.identity(replaced).equals(expected);
            if (same) {
                steps.rename(folder, place.target());
                done = true;
            }
        } finally {
            if (!done) {
                steps.rename(replaced, place.target());
            }
        }
        if (!same) {
            throw changed();
        }
        settle();
        removeReplaced();
        return takenOver;
    }

    /** The new is published by now; what is left of the old fails no run, and the next one of the place removes it. */
    private void removeReplaced() {
        try {
            folders.deleteTree(replaced);
        } catch (IOException e) {
            log.warn("cannot remove {}: {}; the next run will", FileFailure.shown(replaced), FileReason.of(e));
        }
    }

    /** What came out may be deleted once what went in is known to be on disk, and not before. */
    private void settle() throws IOException {
        outcomeUnknown = true;
        forceBoth();
        outcomeUnknown = false;
    }

    /** The rename changed both folders: where it came from, and where it went. */
    private void forceBoth() throws IOException {
        steps.force(Folders.above(place.target()));
        steps.force(Folders.above(folder));
    }

    private StepFailure changed() {
        return new StepFailure.Temporary("another run published " + place.title()
                + " while this one was at work; what that run published stays; run this again");
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (lease) {
            if (!outcomeUnknown) {
                folders.deleteTree(folder);
            }
        } catch (IOException e) {
            log.warn("cannot remove {}: {}; a later run will", FileFailure.shown(folder), FileReason.of(e));
        }
    }
}
