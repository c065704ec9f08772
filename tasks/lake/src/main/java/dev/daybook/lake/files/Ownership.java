package dev.daybook.lake.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Tells whether Daybook made a folder. What it did not make it neither replaces nor deletes, whatever its name. */
@FunctionalInterface
public interface Ownership {

    /** What in a folder Daybook did not make, as far as it can tell; empty when all of it may go. */
    Optional<Path> foreign(Path folder) throws IOException;
}
