package dev.daybook.extractcsv;

import dev.daybook.extractcsv.format.RecordLimits;
import dev.daybook.extractcsv.input.SourceFile;
import dev.daybook.extractcsv.input.UnpackLimits;
import dev.daybook.extractcsv.rows.BadRowLimit;
import dev.daybook.extractcsv.rows.BadRows;
import dev.daybook.extractcsv.rows.CsvRows;
import dev.daybook.extractcsv.rows.NoBadRows;
import dev.daybook.extractcsv.rows.RejectedRows;
import dev.daybook.lake.column.Batch;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.lake.part.PartWriter;
import dev.daybook.lake.publish.DatasetWriter;
import dev.daybook.lake.publish.Publication;
import dev.daybook.pgcopy.CopyBinaryEncoder;
import dev.daybook.task.Progress;
import dev.daybook.task.StepContext;
import dev.daybook.task.StepFailure;
import dev.daybook.task.file.FileReason;
import dev.daybook.task.text.EscapedText;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes CSV files into a publication, one after the other, and keeps what the manifest says of them. */
final class CsvExtraction {

    /**
     * What a file may hold.
     *
     * @param record of one record
     * @param unpack of a packed file
     * @param badRows of rows that break the schema
     */
    record Limits(RecordLimits record, UnpackLimits unpack, BadRowLimit badRows) {}

    private final Publication publication;
    private final Limits limits;
    private final StepContext context;
    private final Map<String, String> identity = new TreeMap<>();
    private final List<String> warnings = new ArrayList<>();
    private Optional<Instant> newest = Optional.empty();

    CsvExtraction(Publication publication, Limits limits, StepContext context) {
        this.publication = publication;
        this.limits = limits;
        this.context = context;
    }

    /** Extracts one file as one dataset. */
    void extract(CsvInput input) {
        try (SourceFile file = SourceFile.open(input.file(), input.schema().charset(), limits.unpack())) {
            DatasetWriter writer = publication.dataset(input.table());
            if (limits.badRows().equals(BadRowLimit.NONE)) {
                write(
                        input,
                        file,
                        writer,
                        new NoBadRows(EscapedText.of(input.file().toString())));
            } else {
                writeWithRejects(input, file, writer);
            }
            describe(input, file);
        }
    }

    private void writeWithRejects(CsvInput input, SourceFile file, DatasetWriter writer) {
        String name = EscapedText.of(input.file().toString());
        List<String> columns = input.schema().columnNames();
        try (RejectedRows rejected = new RejectedRows(name, writer::rejectFile, columns, limits.badRows())) {
            write(input, file, writer, rejected);
            if (rejected.count() > 0) {
                warn(name + ": " + rejected.count() + " bad rows are in the reject file of "
                        + EscapedText.of(input.table().dataset()) + "; " + rejected.firstReason());
            }
        } catch (IOException e) {
            throw new StepFailure.InputOutput(
                    "cannot write the reject file of "
                            + EscapedText.of(input.table().dataset()) + ": " + FileReason.of(e),
                    e);
        }
    }

    private void write(CsvInput input, SourceFile file, DatasetWriter writer, BadRows badRows) {
        TableDefinition table = input.table();
        Batch batch = new Batch(table);
        CopyBinaryEncoder encoder = new CopyBinaryEncoder(table);
        try (CsvRows rows = new CsvRows(
                        input.file().toString(),
                        file.stream(),
                        input.schema(),
                        limits.record(),
                        badRows,
                        batch,
                        publication.scratch());
                PartWriter part = writer.part();
                Progress.Task progress = context.progress().start(table.dataset(), -1)) {
            long bytes = 0;
            while (read(rows, file)) {
                encoder.hash(batch);
                part.write(batch);
                progress.advance(batch.rows(), rows.bytes() - bytes);
                bytes = rows.bytes();
            }
            file.checkUnchanged();
            part.finish();
            progress.done();
        }
        writer.finish(encoder.content(), badRows.count());
    }

    /** Reads on; what is wrong in a file that changes meanwhile is most likely its half-written state. */
    private static boolean read(CsvRows rows, SourceFile file) {
        try {
            return rows.read();
        } catch (StepFailure.BadData e) {
            file.checkUnchanged();
            throw e;
        }
    }

    private void describe(CsvInput input, SourceFile file) {
        String dataset = input.table().dataset();
        identity.put(dataset + ".file", input.file().toString());
        identity.put(dataset + ".bytes", String.valueOf(file.bytes()));
        identity.put(dataset + ".modified", file.modified().toString());
        if (newest.isEmpty() || newest.get().isBefore(file.modified())) {
            newest = Optional.of(file.modified());
        }
    }

    /** Keeps a warning for the manifest, and tells it to log and receipt. */
    void warn(String message) {
        warnings.add(message);
        context.warn(message);
    }

    /** What the manifest says of the files. */
    Map<String, String> identity() {
        return identity;
    }

    /** The warnings so far. */
    List<String> warnings() {
        return warnings;
    }

    /** When the file that was modified last was modified. */
    Optional<Instant> newest() {
        return newest;
    }
}
