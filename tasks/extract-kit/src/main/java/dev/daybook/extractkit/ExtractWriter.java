package dev.daybook.extractkit;

import dev.daybook.lake.model.TableDefinition;
import dev.daybook.lake.publish.DatasetWriter;
import dev.daybook.lake.publish.Publication;
import dev.daybook.task.Progress;
import java.util.ArrayList;
import java.util.List;

/** Where a source writes what it reads. Safe for use by many threads. */
public final class ExtractWriter {

    private final Publication publication;
    private final Progress progress;
    private final List<String> warnings = new ArrayList<>();

    ExtractWriter(Publication publication, Progress progress) {
        this.publication = publication;
        this.progress = progress;
    }

    /** Starts a dataset that is read from its first row to its last by one thread. */
    public DatasetRows rows(TableDefinition table) {
        return new DatasetRows(dataset(table), publication.scratch(), progress);
    }

    /** Starts a dataset of which parts are read at the same time; its content hash is up to the caller. */
    public DatasetWriter dataset(TableDefinition table) {
        return publication.dataset(table);
    }

    /** Keeps a warning for the manifest. Log and receipt get it once all is read: what is not published needs no warning. */
    public synchronized void warn(String message) {
        warnings.add(message);
    }

    synchronized List<String> warnings() {
        return List.copyOf(warnings);
    }
}
