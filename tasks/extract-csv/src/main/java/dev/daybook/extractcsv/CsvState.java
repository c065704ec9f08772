package dev.daybook.extractcsv;

import dev.daybook.extractcsv.format.CsvFile;
import dev.daybook.extractcsv.rows.CsvRows;
import dev.daybook.extractkit.DatasetRows;
import dev.daybook.extractkit.ExtractWriter;
import dev.daybook.extractkit.Source;
import dev.daybook.lake.model.DatasetName;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.sourcefiles.input.SourceFile;
import dev.daybook.sourcefiles.reject.BadRows;
import dev.daybook.sourcefiles.reject.NoBadRows;
import dev.daybook.sourcefiles.reject.RejectedRows;
import dev.daybook.sourcefiles.reject.RejectedTable;
import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** CSV files, all open, read one after the other. A file that changes before it is read to its end is no state. */
final class CsvState implements Source.State {

    /**
     * An open file.
     *
     * @param input what it is declared to be
     * @param file the file
     */
    private record OpenInput(CsvInput input, SourceFile file) {}

    private final CsvLimits limits;
    private final List<OpenInput> opened = new ArrayList<>();

    private CsvState(CsvLimits limits) {
        this.limits = limits;
    }

    /**
     * Opens all files.
     *
     * @throws StepFailure as {@link CsvFile#open}
     */
    static CsvState open(List<CsvInput> inputs, CsvLimits limits) {
        CsvState state = new CsvState(limits);
        try {
            inputs.forEach(state::open);
            return state;
        } catch (StepFailure e) {
            state.close();
            throw e;
        }
    }

    private void open(CsvInput input) {
        opened.add(
                new OpenInput(input, CsvFile.open(input.file(), input.schema().charset(), limits.unpack())));
    }

    /** When the file that was modified last was modified. */
    @Override
    public Instant time() {
        return opened.stream()
                .map(open -> open.file().modified())
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    @Override
    public Map<String, String> identity() {
        Map<String, String> identity = new TreeMap<>();
        for (OpenInput open : opened) {
            String dataset = open.input().table().dataset();
            identity.put(dataset + ".file", open.input().file().toString());
            identity.put(dataset + ".bytes", String.valueOf(open.file().bytes()));
            identity.put(dataset + ".modified", open.file().modified().toString());
        }
        return identity;
    }

    @Override
    public List<DatasetName> datasets() {
        return opened.stream()
                .flatMap(open -> limits.tables(open.input().table()).stream())
                .map(TableDefinition::name)
                .toList();
    }

    @Override
    public String whyMissing(DatasetName dataset) {
        boolean isRejects = opened.stream()
                .anyMatch(open -> RejectedTable.of(open.input().table()).name().equals(dataset));
        return isRejects ? "no --max-bad-rows allows bad rows" : "no --file gives it";
    }

    @Override
    public void read(ExtractWriter extract) {
        for (OpenInput open : opened) {
            try (SourceFile file = open.file();
                    DatasetRows rows = extract.rows(open.input().table())) {
                if (limits.allowsBadRows()) {
                    readWithRejects(open.input(), file, rows, extract);
                } else {
                    read(
                            open.input(),
                            file,
                            rows,
                            new NoBadRows(shown(open.input().file())));
                    rows.finish(0);
                }
            }
        }
    }

    private void readWithRejects(CsvInput input, SourceFile file, DatasetRows rows, ExtractWriter extract) {
        String name = shown(input.file());
        TableDefinition table = RejectedTable.of(input.table());
        try (DatasetRows rejectedRows = extract.rows(table)) {
            RejectedRows rejected = new RejectedRows(
                    name,
                    EscapedText.of(String.valueOf(input.file().getFileName())),
                    rejectedRows.batch(),
                    rejectedRows::endRow,
                    limits.badRows(),
                    "--max-bad-rows");
            long goodRows = read(input, file, rows, rejected);
            rows.finish(rejected.counts(goodRows));
            rejectedRows.finish(0);
            if (rejected.count() > 0) {
                extract.warn(name + ": " + rejected.count() + " bad rows are in " + EscapedText.of(table.dataset())
                        + "; " + rejected.firstReason());
            }
        }
    }

    /** How many rows were read. */
    private long read(CsvInput input, SourceFile file, DatasetRows rows, BadRows badRows) {
        try (CsvRows records = new CsvRows(
                input.file().toString(),
                file.stream(),
                input.schema(),
                limits.record(),
                badRows,
                rows.batch(),
                rows.scratch())) {
            long bytes = 0;
            while (read(records, file)) {
                rows.write(records.bytes() - bytes);
                bytes = records.bytes();
            }
            file.checkUnchanged();
            return records.rows();
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

    private static String shown(Path path) {
        return EscapedText.of(path.toString());
    }

    @Override
    public void close() {
        opened.forEach(open -> open.file().close());
    }
}
