package dev.daybook.sourcefiles.input;

import dev.daybook.task.StepFailure;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Function;

/**
 * A file that was looked at and will be read later, so that thousands need not be open at the same time. What it was
 * then is what it must be when it is read.
 */
public final class InputFile {

    private final Function<Path, SourceFile> opener;
    private final SourceFile seen;

    private InputFile(Function<Path, SourceFile> opener, SourceFile seen) {
        this.opener = opener;
        this.seen = seen;
    }

    /**
     * Looks at a file: whether it may be read, and whether it begins as a file of its kind.
     *
     * @param opener opens it
     * @throws StepFailure as {@link SourceFile#open}
     */
    public static InputFile look(Path path, Function<Path, SourceFile> opener) {
        SourceFile seen = opener.apply(path);
        seen.close();
        return new InputFile(opener, seen);
    }

    /** The file's path. */
    public Path path() {
        return seen.path();
    }

    /** When the file was last modified. */
    public Instant modified() {
        return seen.modified();
    }

    /** The file's size in bytes, as it lies on disk. */
    public long bytes() {
        return seen.bytes();
    }

    /**
     * Opens the file, to be read.
     *
     * @throws StepFailure.Temporary when it is not what it was
     */
    public SourceFile open() {
        seen.checkUnchanged();
        SourceFile file = opener.apply(path());
        try {
            seen.checkUnchanged();
            return file;
        } catch (StepFailure e) {
            file.close();
            throw e;
        }
    }
}
