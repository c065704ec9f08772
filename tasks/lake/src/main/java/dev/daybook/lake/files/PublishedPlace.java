package dev.daybook.lake.files;

import dev.daybook.task.StepFailure;
import dev.daybook.task.file.Links;
import dev.daybook.task.file.PathKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A place in the lake that one folder after the other is published at.
 *
 * @param title what it is for people, such as {@code northwind/postgres 2024-01-20}
 * @param slot its name among all places: for its lock and its staging folders
 * @param target the published folder
 * @param identity tells whether two folders are the same
 * @param ownership tells whether what is published there is Daybook's
 */
public record PublishedPlace(String title, String slot, Path target, Identity identity, Ownership ownership) {

    /**
     * Looks that whatever is in the place now may be replaced.
     *
     * @throws StepFailure.Configuration naming what Daybook did not make
     */
    void requireOurs() throws IOException {
        PathKind kind = PathKind.of(target, Links.REFUSED);
        switch (kind) {
            case ABSENT -> {}
            case FOLDER -> requireOurs(target);
            case FILE, LINK, PIPE, SOCKET, DEVICE, OTHER -> throw refused(target, "it is " + kind.shown());
        }
    }

    /** As {@link #requireOurs()}, of the folder that came out of the place. */
    void requireOurs(Path folder) throws IOException {
        Optional<Path> foreign = ownership.foreign(folder);
        if (foreign.isPresent()) {
            throw refused(folder, "it holds " + FileFailure.shown(foreign.get().getFileName()));
        }
    }

    private StepFailure refused(Path folder, String reason) {
        return new StepFailure.Configuration(title + " would replace " + FileFailure.shown(folder)
                + ", which Daybook did not make: " + reason + "; move it away and run this again");
    }

    /** What a folder's content is. */
    @FunctionalInterface
    public interface Identity {

        /** A hash that differs for different contents; empty when the folder is not there or not a published one. */
        Optional<String> of(Path folder) throws IOException;
    }
}
