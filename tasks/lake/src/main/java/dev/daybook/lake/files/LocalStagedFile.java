package dev.daybook.lake.files;

import dev.daybook.lake.storage.StagedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/** A file in a staging folder: sealing forces it to disk, then gives it its name. */
public final class LocalStagedFile implements StagedFile {

    private final Path path;
    private final FileSteps steps;
    private final WritableByteChannel channel;

    /**
     * Makes the file.
     *
     * @throws dev.daybook.task.StepFailure when it cannot be made
     */
    public LocalStagedFile(Path path, FileSteps steps) {
        this.path = path;
        this.steps = steps;
        try {
            this.channel = steps.create(path);
        } catch (IOException e) {
            throw FileFailure.writing("create", path, e);
        }
    }

    @Override
    public String location() {
        return FileFailure.shown(path);
    }

    @Override
    public void write(ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw FileFailure.writing("write", path, e);
        }
    }

    @Override
    public void seal(String name) {
        Path sealed = path.resolveSibling(name);
        try {
            channel.close();
            steps.force(path);
            if (!sealed.equals(path)) {
                steps.rename(path, sealed);
            }
        } catch (IOException e) {
            throw FileFailure.writing("finish", path, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw FileFailure.writing("write", path, e);
        }
    }
}
