package dev.daybook.task.file;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** What lies at a path is there and is not what is expected there; the reason says both. */
public final class UnfitFileException extends FileSystemException {

    private static final long serialVersionUID = 1L;

    /** @param reason such as {@code expected a file, found a named pipe} */
    public UnfitFileException(Path path, String reason) {
        super(path.toString(), null, reason);
    }
}
