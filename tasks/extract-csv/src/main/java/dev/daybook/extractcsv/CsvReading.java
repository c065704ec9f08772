package dev.daybook.extractcsv;

import dev.daybook.extractcsv.rows.CsvRows;
import dev.daybook.extractkit.DatasetRows;
import dev.daybook.extractkit.ExtractWriter;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.sourcefiles.input.InputFile;
import dev.daybook.sourcefiles.input.SourceFile;
import dev.daybook.sourcefiles.key.RowKeys;
import dev.daybook.sourcefiles.reject.BadRows;
import dev.daybook.sourcefiles.reject.NoBadRows;
import dev.daybook.sourcefiles.reject.RejectedRows;
import dev.daybook.sourcefiles.reject.RejectedTable;
import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;

/** The reading of one dataset, file by file: its keys and its limit of bad rows hold for all of them together. */
final class CsvReading implements AutoCloseable {

    private final CsvDataset dataset;
    private final CsvLimits limits;
    private final DatasetRows rows;
    private final RowKeys keys;
    private long count;

    /** @param rows get what is read */
    CsvReading(CsvDataset dataset, CsvLimits limits, DatasetRows rows) {
        this.dataset = dataset;
        this.limits = limits;
        this.rows = rows;
        this.keys = new RowKeys(dataset.shown(), dataset.input().schema().table(), rows.batch(), rows.scratch());
    }

    /** Reads all files. */
    void read(ExtractWriter extract) {
        if (limits.allowsBadRows()) {
            readWithRejects(extract);
            return;
        }
        for (InputFile file : dataset.files()) {
            read(file, new NoBadRows(CsvDataset.shown(file)));
        }
        keys.finish();
        rows.finish(0);
    }

    private void readWithRejects(ExtractWriter extract) {
        TableDefinition table = RejectedTable.of(dataset.input().table());
        try (DatasetRows rejectedRows = extract.rows(table)) {
            RejectedRows rejected = new RejectedRows(
                    dataset.shown(), rejectedRows.batch(), rejectedRows::endRow, limits.badRows(), "--max-bad-rows");
            for (InputFile file : dataset.files()) {
                String shown = dataset.found().isOneFile() ? "" : CsvDataset.shown(file) + ", ";
                rejected.startFile(EscapedText.of(dataset.found().below(file.path())), shown);
                read(file, rejected);
            }
            keys.finish();
            rejected.finish(count);
            rows.finish(rejected.counts(count));
            rejectedRows.finish(0);
            if (rejected.count() > 0) {
                extract.warn(dataset.shown() + ": " + rejected.count() + " bad rows are in "
                        + EscapedText.of(table.dataset()) + "; " + rejected.firstReason());
            }
        }
    }

    private void read(InputFile input, BadRows badRows) {
        try (SourceFile file = input.open()) {
            CsvRows records = new CsvRows(
                    input.path().toString(),
                    file.stream(),
                    dataset.input().schema(),
                    limits.record(),
                    badRows,
                    rows.batch(),
                    keys);
            long bytes = 0;
            while (read(records, file)) {
                rows.write(records.bytes() - bytes);
                bytes = records.bytes();
            }
            file.checkUnchanged();
            count += records.rows();
        }
    }

    /** Reads on; what is wrong in a file that changes meanwhile is most likely its half-written state. */
    private static boolean read(CsvRows records, SourceFile file) {
        try {
            return records.read();
        } catch (StepFailure.BadData e) {
            file.checkUnchanged();
            throw e;
        }
    }

    @Override
    public void close() {
        keys.close();
    }
}
