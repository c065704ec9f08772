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
 * @param takeOver whether a folder there is replaced all the same
 */
public record PublishedPlace(
        String title, String slot, Path target, Identity identity, Ownership ownership, TakeOver takeOver) {

    /**
     * Looks whether whatever is in the place now may be replaced.
     *
     * @return what Daybook did not make and is to be taken over
     * @throws StepFailure.Configuration naming what Daybook did not make, when that is to stay
     */
    Optional<Path> requireReplaceable() throws IOException {
        PathKind kind = PathKind.of(target, Links.REFUSED);
        return switch (kind) {
            case ABSENT -> Optional.empty();
            case FOLDER -> requireReplaceable(target);
            case FILE, LINK, PIPE, SOCKET, DEVICE, OTHER ->
                throw new StepFailure.Configuration(refusal(target, "it is " + kind.shown()));
        };
    }

    /** As {@link #requireReplaceable()}, of the folder that came out of the place. */
    Optional<Path> requireReplaceable(Path folder) throws IOException {
        Optional<Path> foreign = ownership.foreign(folder);
        if (foreign.isPresent() && !takeOver.isAllowed()) {
            throw new StepFailure.Configuration(
                    refusal(folder, "it holds " + name(foreign.get())) + "; --take-over replaces it all the same");
        }
        return foreign;
    }

    private String refusal(Path folder, String reason) {
        return title + " would replace " + FileFailure.shown(folder) + ", which Daybook did not make: " + reason
                + "; move it away and run this again";
    }

    /** Tells what was taken over, once it is replaced. */
    void tellReplaced(Path foreign) {
        takeOver.tell(title + " replaced " + FileFailure.shown(target)
                + ", which Daybook did not make, as --take-over says: it held " + name(foreign));
    }

    private static String name(Path entry) {
        return FileFailure.shown(entry.getFileName());
    }

    /** What a folder's content is. */
    @FunctionalInterface
    public interface Identity {

        /** A hash that differs for different contents; empty when the folder is not there or not a published one. */
        Optional<String> of(Path folder) throws IOException;
    }
}
