package dev.daybook.lake.publish;

import dev.daybook.lake.column.Batch;
import dev.daybook.lake.model.LakePaths;
import dev.daybook.lake.model.Manifest.DataFile;
import dev.daybook.lake.part.PartFormat;
import dev.daybook.lake.part.PartWriter;
import dev.daybook.lake.storage.StagedFile;
import java.util.Optional;

/** A part that is being staged: it gets its name from its content when it is finished. */
final class StagedPart implements PartWriter {

    private final String folder;
    private final int number;
    private final StagedFile staged;
    private final PartFormat.Writer writer;
    private volatile Optional<DataFile> file = Optional.empty();

    /**
     * @param folder the name of its dataset's folder
     * @param number its place among the parts of its dataset
     * @param staged its file
     * @param writer writes into the file
     */
    StagedPart(String folder, int number, StagedFile staged, PartFormat.Writer writer) {
        this.folder = folder;
        this.number = number;
        this.staged = staged;
        this.writer = writer;
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
        String name = LakePaths.part(number, sha256);
        staged.seal(name);
        file = Optional.of(new DataFile(folder + "/" + name, writer.bytes(), writer.rows(), sha256));
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
