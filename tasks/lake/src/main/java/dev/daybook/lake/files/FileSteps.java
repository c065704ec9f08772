package dev.daybook.lake.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/**
 * The steps that publishing is made of, each one change to the file system. They go through this interface, one method
 * a kind, so that a test can count them, fail any of them and kill the process at any of them. Safe for use by many
 * threads.
 */
public interface FileSteps {

    /** Makes one folder; its parent must be there, and it must not. */
    void createDirectory(Path directory) throws IOException;

    /** Makes a file, which must not be there, to write into. */
    WritableByteChannel create(Path file) throws IOException;

    /** Makes a file, which must not be there, with these bytes. */
    default void write(Path file, byte[] bytes) throws IOException {
        try (WritableByteChannel channel = create(file)) {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                channel.write(left);
            }
        }
    }

    /** Forces a file or a folder to disk. When it fails, what the disk holds is unknown, and asking again proves nothing. */
    void force(Path path) throws IOException;

    /**
     * Renames a file or a folder. A file may take the place of a file, a folder that of an empty folder.
     *
     * @throws java.nio.file.DirectoryNotEmptyException when a folder with something in it is there
     */
    void rename(Path from, Path to) throws IOException;

    /**
     * Exchanges two folders in one step: at no moment is one of the two names absent.
     *
     * @return false when the file system or the operating system cannot; then nothing has changed
     */
    boolean exchange(Path one, Path other) throws IOException;

    /** Deletes a file or an empty folder. */
    void delete(Path path) throws IOException;
}
