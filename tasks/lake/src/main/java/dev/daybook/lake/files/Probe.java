package dev.daybook.lake.files;

import dev.daybook.task.file.Links;
import dev.daybook.task.file.PathKind;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Tries the steps of publishing on empty folders, before anything costly is done. */
final class Probe {

    private final FileSteps steps;
    private final Folders folders;

    /** @param steps what every change goes through */
    public Probe(FileSteps steps) {
        this.steps = steps;
        this.folders = new Folders(steps);
    }

    /**
     * Makes a file in the staging folder, forces it to disk, renames a folder over to where extracts are published, and
     * may exchange it with another. Leaves nothing behind.
     *
     * @param staged a name in the staging folder that nothing has
     * @param published a name where extracts are published that nothing has but a dead run's probe
     * @param exchange whether to try the exchange; finding the system call costs a cold process some time
     * @return whether folders can be exchanged here; false when it was not tried
     */
    public boolean run(Path staged, Path published, boolean exchange) throws IOException {
        removeEmpty(published);
        try {
            steps.createDirectory(staged);
            Path file = staged.resolve("probe");
            steps.write(file, new byte[] {'\n'});
            steps.force(file);
            steps.delete(file);
            steps.rename(staged, published);
            if (!exchange) {
                return false;
            }
            steps.createDirectory(staged);
            return steps.exchange(staged, published);
        } finally {
            folders.deleteTree(staged);
            removeEmpty(published);
        }
    }

    /** A dead run's probe was empty when it got this name; what is not stays, and the rename says that it is there. */
    private void removeEmpty(Path published) throws IOException {
        if (PathKind.of(published, Links.REFUSED) != PathKind.FOLDER) {
            return;
        }
        try {
            steps.delete(published);
        } catch (NoSuchFileException | DirectoryNotEmptyException e) {
            // Another process tidied up, or it is none of ours.
        }
    }
}
