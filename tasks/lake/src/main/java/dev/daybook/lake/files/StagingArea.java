package dev.daybook.lake.files;

import dev.daybook.lake.model.LakePaths;
import dev.daybook.lake.storage.TakeOver;
import dev.daybook.task.StepFailure;
import dev.daybook.task.file.FileReason;
import dev.daybook.task.file.Links;
import dev.daybook.task.file.PathKind;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder {@code _staging}, where folders are written before they are published, and the locks in it. Names in it:
 * {@code locks/<slot>.lock}; {@code <slot>@<run>.<8 random digits>} for a folder that is being written, random because a
 * retry may have the run id of the try before; {@code <slot>.replaced} for a published folder between the two renames
 * that replace it where folders cannot be exchanged.
 */
final class StagingArea {

    private static final Logger log = LoggerFactory.getLogger(StagingArea.class);

    private static final Duration ABANDONED = Duration.ofHours(24);
    private static final String PROBE = "_probe-";

    private static final Pattern STAGED = Pattern.compile("([^@]+)@[^@]+\\.[0-9a-f]{8}");

    private final Path root;
    private final Path staging;
    private final FileSteps steps;
    private final Folders folders;

    /**
     * @param root the lake's root folder
     * @param steps what every change goes through
     */
    StagingArea(Path root, FileSteps steps) {
        this.root = root;
        this.staging = root.resolve(LakePaths.STAGING);
        this.steps = steps;
        this.folders = new Folders(steps);
    }

    /**
     * Takes the lock of a place, repairs and removes what dead runs left, tries whether publishing can work, and makes a
     * staging folder.
     *
     * @param run tells people whose staging folder it is; need not be unique
     * @throws StepFailure.Temporary when another process holds the lock
     * @throws StepFailure.CannotCreate when the lake cannot be written
     * @throws StepFailure.Configuration when something that Daybook did not make is in the way
     */
    Staging open(PublishedPlace place, String run) {
        createRoot();
        FileLease lease = lock(place);
        boolean opened = false;
        try {
            Path parent = Folders.above(place.target());
            folders.create(parent);
            place.requireReplaceable();
            recover(place);
            sweep(place, parent);
            new Probe(steps)
                    .run(
                            staging.resolve(place.slot() + "@probe." + random()),
                            parent.resolve(PROBE + place.slot()),
                            false);
            Path folder = staging.resolve(place.slot() + "@" + run + "." + random());
            steps.createDirectory(folder);
            Staging staged = new Staging(place, folder, staging.resolve(place.slot() + ".replaced"), lease, steps);
            opened = true;
            return staged;
        } catch (IOException e) {
            throw FileFailure.writing("prepare publishing in", Folders.above(place.target()), e);
        } finally {
            if (!opened) {
                lease.close();
            }
        }
    }

    /**
     * Tries whether folders can be published below a folder, without taking any lock.
     *
     * @return whether a published folder can be replaced in one step
     * @throws StepFailure.CannotCreate when the lake cannot be written
     */
    boolean check(Path parent) {
        createRoot();
        String name = "check@probe." + random();
        try {
            folders.create(staging.resolve("locks"));
            folders.create(parent);
            return new Probe(steps).run(staging.resolve(name), parent.resolve(PROBE + name), true);
        } catch (IOException e) {
            throw FileFailure.writing("try publishing in", parent, e);
        }
    }

    /** Makes the root folder when its parent is there: a path mistyped further up must not make a second lake. */
    private void createRoot() {
        Path parent = root.getParent();
        try {
            if (parent != null && !PathKind.isPresent(root) && !PathKind.isPresent(parent)) {
                throw new StepFailure.CannotCreate("the lake " + FileFailure.shown(root)
                        + " does not exist, nor does the folder it would be made in; make "
                        + FileFailure.shown(parent) + " or correct --lake");
            }
            folders.create(root);
        } catch (IOException e) {
            throw FileFailure.writing("make the lake's root", root, e);
        }
    }

    private FileLease lock(PublishedPlace place) {
        Path locks = staging.resolve("locks");
        Path file = locks.resolve(place.slot() + ".lock");
        try {
            folders.create(locks);
            return switch (FileLease.tryTake(locks.toRealPath().resolve(file.getFileName()))) {
                case FileLease.Attempt.Taken(FileLease lease) -> lease;
                case FileLease.Attempt.Held(String holder) ->
                    throw new StepFailure.Temporary(place.title() + " is being published by " + holder
                            + "; wait for it to end, or stop it, and run this again");
            };
        } catch (IOException e) {
            throw FileFailure.writing("lock", file, e);
        }
    }

    /** Puts a folder back that a dead run had moved away in order to replace it, or finishes its removal. */
    private void recover(PublishedPlace place) throws IOException {
        Path replaced = staging.resolve(place.slot() + ".replaced");
        requireLeftover(place, replaced);
        if (PathKind.isPresent(replaced) && !PathKind.isPresent(place.target())) {
            steps.rename(replaced, place.target());
            log.warn("{} was absent since a run that replaced it died half-way; its old state is back", place.title());
        }
        // What is seen now may still be undone by a power cut; nothing that it replaced may be deleted before.
        steps.force(Folders.above(place.target()));
        steps.force(staging);
        folders.deleteTree(replaced);
    }

    private void requireLeftover(PublishedPlace place, Path replaced) throws IOException {
        PathKind kind = PathKind.of(replaced, Links.REFUSED);
        Optional<Path> foreign = kind == PathKind.FOLDER ? OwnFiles.foreignToLeftover(replaced) : Optional.of(replaced);
        if (kind == PathKind.ABSENT || foreign.isEmpty()) {
            return;
        }
        if (kind == PathKind.FOLDER && place.place().takeOver().isAllowed()) {
            place.place()
                    .takeOver()
                    .tell(takenOver(replaced, foreign.get(), place.place().takeOver()));
            return;
        }
        throw new StepFailure.Configuration(
                FileFailure.shown(replaced) + " has the name of what a dead run leaves, and Daybook did not make "
                        + FileFailure.shown(foreign.get()) + "; move it away and run this again"
                        + (kind == PathKind.FOLDER ? place.place().takeOver().offer("takes") : ""));
    }

    private static String takenOver(Path entry, Path foreign, TakeOver takeOver) {
        return FileFailure.shown(entry) + " is taken for what a dead run left" + takeOver.reason()
                + ", although Daybook did not make " + FileFailure.shown(foreign);
    }

    /** Removes what dead runs of this place left, and what those of other places left a day ago. */
    private void sweep(PublishedPlace place, Path parent) throws IOException {
        for (Path entry : Folders.entries(staging)) {
            Matcher name = STAGED.matcher(entry.getFileName().toString());
            if (name.matches()) {
                boolean own = name.group(1).equals(place.slot());
                sweep(
                        entry,
                        () -> own || isAbandoned(entry, name.group(1)),
                        own ? place.place().takeOver() : TakeOver.NOTHING);
            }
        }
        for (Path entry : Folders.entries(parent)) {
            if (entry.getFileName().toString().startsWith(PROBE)) {
                sweep(entry, () -> isOld(entry), TakeOver.NOTHING);
            }
        }
    }

    private interface Question {
        boolean answer() throws IOException;
    }

    /** Tidying is no reason to fail: another process may tidy too, or the entry belong to another user. */
    private void sweep(Path entry, Question dead, TakeOver takeOver) {
        try {
            if (!dead.answer()) {
                return;
            }
            Optional<Path> foreign = OwnFiles.foreignToLeftover(entry);
            if (foreign.isPresent() && !takeOver.isAllowed()) {
                log.warn(
                        "{} has the name of what a dead run leaves, and Daybook did not make {}; it stays, move it away",
                        FileFailure.shown(entry),
                        FileFailure.shown(foreign.get()));
            } else {
                foreign.ifPresent(mine -> takeOver.tell(takenOver(entry, mine, takeOver)));
                log.info("removing {}, which a dead run left", FileFailure.shown(entry));
                folders.deleteTree(entry);
            }
        } catch (IOException e) {
            log.warn("cannot remove {}, which a dead run left: {}", FileFailure.shown(entry), FileReason.of(e));
        }
    }

    private boolean isAbandoned(Path entry, String slot) throws IOException {
        Path lock = staging.toRealPath().resolve("locks").resolve(slot + ".lock");
        return isOld(entry) && !FileLease.isHeld(lock);
    }

    private static boolean isOld(Path entry) throws IOException {
        return Folders.lastChange(entry).toInstant().isBefore(Instant.now().minus(ABANDONED));
    }

    private static String random() {
        byte[] bytes = new byte[4];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
