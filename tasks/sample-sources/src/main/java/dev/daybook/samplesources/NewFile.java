package dev.daybook.samplesources;

import dev.daybook.task.StepFailure;
import dev.daybook.task.file.FileReason;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that is written beside its place and then put there in one rename: a reader never sees half of it. */
final class NewFile {

    private NewFile() {}

    /** Writes the bytes of a file. */
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file, or replaces it.
     *
     * @return its size in bytes
     * @throws StepFailure.CannotCreate when its folder is missing or not writable
     * @throws StepFailure.InputOutput when writing fails
     */
    static long write(Path path, Content content) {
        Path unfinished = path.resolveSibling(path.getFileName() + ".unfinished");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished), 1 << 16)) {
                content.writeTo(out);
            }
            Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return Files.size(path);
        } catch (NoSuchFileException e) {
            throw new StepFailure.CannotCreate(path + ": its folder does not exist; create it", e);
        } catch (AccessDeniedException e) {
            throw new StepFailure.CannotCreate(path + ": its folder is not writable for this user", e);
        } catch (IOException e) {
            throw new StepFailure.InputOutput("writing " + path + " failed: " + FileReason.of(e), e);
        }
    }
}
