package dev.daybook.lake.publish;

import dev.daybook.lake.column.Batch;
import dev.daybook.lake.files.FileFailure;
import dev.daybook.lake.files.FileSteps;
import dev.daybook.lake.model.LakePaths;
import dev.daybook.lake.model.Manifest.DataFile;
import dev.daybook.lake.part.PartFormat;
import dev.daybook.lake.part.PartWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A part in its staging folder: it gets its name from its content when it is finished. */
final class StagedPart implements PartWriter {

    private final int number;
    private final Path open;
    private final PartFormat.Writer writer;
    private final FileSteps steps;
    private volatile Optional<DataFile> file = Optional.empty();

    /**
     * @param number its place among the parts of its dataset
     * @param open its file until it is finished, in the dataset's folder
     */
    StagedPart(int number, Path open, PartFormat.Writer writer, FileSteps steps) {
        this.number = number;
        this.open = open;
        this.writer = writer;
        this.steps = steps;
    }

    @Override
    public void write(Batch batch) {
        writer.write(batch);
    }

    @Override
    public long bytes() {
        return writer.bytes();
    }

    /** Whether further rows should go to a further part. */
    boolean isFull() {
        return writer.isFull();
    }

    @Override
    public void finish() {
        String sha256 = writer.finish();
        Path name = open.resolveSibling(LakePaths.part(number, sha256));
        try {
            steps.force(open);
            steps.rename(open, name);
        } catch (IOException e) {
            throw FileFailure.writing("finish", open, e);
        }
        String path = name.getParent().getFileName() + "/" + name.getFileName();
        file = Optional.of(new DataFile(path, writer.bytes(), writer.rows(), sha256));
    }

    @Override
    public void close() {
        writer.close();
    }

    /** What the manifest says of it, once it is finished. */
    Optional<DataFile> file() {
        return file;
    }
}
