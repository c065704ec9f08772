package dev.daybook.lake.files;

import dev.daybook.lake.storage.Place;
import dev.daybook.task.StepFailure;
import dev.daybook.task.file.Links;
import dev.daybook.task.file.PathKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A place of the lake in the file system.
 *
 * @param place the place
 * @param target the published folder
 */
record PublishedPlace(Place place, Path target) {

    String title() {
        return place.title();
    }

    String slot() {
        return place.slot();
    }

    /** The identity of what is published, or of a folder that came out of the place or goes there. */
    Optional<String> identity(Path folder) {
        return place.identity().of(new LocalFolder(folder));
    }

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
        Optional<Path> foreign = OwnFiles.foreign(place.kind(), folder);
        if (foreign.isPresent() && !place.takeOver().isAllowed()) {
            throw new StepFailure.Configuration(refusal(folder, "it holds " + name(foreign.get()))
                    + place.takeOver().offer("replaces"));
        }
        return foreign;
    }

    private String refusal(Path folder, String reason) {
        return title() + " would replace " + FileFailure.shown(folder) + ", which Daybook did not make: " + reason
                + "; move it away and run this again";
    }

    /** Tells what was taken over, once it is replaced. */
    void tellReplaced(Path foreign) {
        place.takeOver()
                .tell(title() + " replaced " + FileFailure.shown(target) + ", which Daybook did not make"
                        + place.takeOver().reason() + ": it held " + name(foreign));
    }

    private static String name(Path entry) {
        return FileFailure.shown(entry.getFileName());
    }
}
