package dev.daybook.extractpostgres;

import dev.daybook.extractkit.ExtractWriter;
import dev.daybook.lake.model.ContentHash;
import dev.daybook.lake.part.PartWriter;
import dev.daybook.lake.publish.DatasetWriter;
import dev.daybook.postgres.catalog.SourceTable;
import dev.daybook.task.Progress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A dataset of which some tasks are done and others not. Safe for use by many threads. */
final class DatasetInProgress implements AutoCloseable {

    private final SourceTable table;
    private final ExtractWriter extract;
    private final Progress progress;
    private int open;
    private @Nullable DatasetWriter writer;
    private Progress.@Nullable Task bar;
    private ContentHash content = ContentHash.EMPTY;

    DatasetInProgress(SourceTable table, ExtractWriter extract, Progress progress) {
        this.table = table;
        this.extract = extract;
        this.progress = progress;
    }

    /** Counts a task in, before any is begun. */
    void expectTask() {
        open++;
    }

    /** A task of it begins. */
    synchronized void begin() {
        if (writer == null) {
            writer = extract.dataset(table.definition());
            bar = progress.start(table.definition().dataset(), table.estimatedRows());
        }
    }

    SourceTable table() {
        return table;
    }

    /** A new part file. */
    synchronized PartWriter part() {
        return Objects.requireNonNull(writer, "begin() comes first").part();
    }

    /** Rows and bytes have been read. */
    void advance(long rows, long bytes) {
        Objects.requireNonNull(bar, "begin() comes first").advance(rows, bytes);
    }

    /** A task is done; with the last one the dataset is. */
    synchronized void done(ContentHash read) {
        content = content.plus(read);
        open--;
        if (open == 0) {
            Objects.requireNonNull(writer, "begin() comes first").finish(content, 0);
            Objects.requireNonNull(bar, "begin() comes first").done();
        }
    }

    @Override
    public synchronized void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
