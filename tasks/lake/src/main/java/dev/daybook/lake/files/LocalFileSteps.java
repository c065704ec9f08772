package dev.daybook.lake.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The steps on a local or mounted file system. */
public final class LocalFileSteps implements FileSteps {

    @Override
    public void createDirectory(Path directory) throws IOException {
        Files.createDirectory(directory);
    }

    @Override
    public WritableByteChannel create(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    @Override
    public void force(Path path) throws IOException {
        // A folder can be opened for reading only; fsync does not care.
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (Files.isDirectory(from) && Files.isDirectory(to)) {
                DirectoryNotEmptyException notEmpty = new DirectoryNotEmptyException(to.toString());
                notEmpty.initCause(e);
                throw notEmpty;
            }
            throw e;
        }
    }

    @Override
    public boolean exchange(Path one, Path other) throws IOException {
        return SystemCalls.exchange(one, other);
    }

    @Override
    public void delete(Path path) throws IOException {
        Files.delete(path);
    }
}
