package dev.daybook.extractcsv;

import dev.daybook.extractkit.DatasetRows;
import dev.daybook.extractkit.ExtractWriter;
import dev.daybook.extractkit.Source;
import dev.daybook.lake.model.DatasetName;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.sourcefiles.input.DatasetFiles;
import dev.daybook.sourcefiles.input.PeriodPattern;
import dev.daybook.sourcefiles.reject.RejectedTable;
import dev.daybook.task.text.EscapedText;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * CSV files, all looked at before the first is read, and read one after the other. A file that changes before it is
 * read to its end is no state.
 *
 * @param files the files of each dataset
 * @param limits what the files may hold
 */
record CsvState(List<CsvDataset> files, CsvLimits limits) implements Source.State {

    /**
     * Finds all files and looks at them.
     *
     * @throws StepFailure as {@link CsvDataset#look}
     */
    static CsvState open(List<CsvInput> inputs, CsvLimits limits) {
        return new CsvState(
                inputs.stream().map(input -> CsvDataset.look(input, limits)).toList(), limits);
    }

    /** When the file that was modified last was modified; without any file the folder where they would be. */
    @Override
    public Instant time() {
        return files.stream()
                .map(CsvDataset::modified)
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder())
                .orElseGet(this::foldersModified);
    }

    private Instant foldersModified() {
        return files.stream()
                .map(CsvDataset::found)
                .map(DatasetFiles::foldersModified)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    @Override
    public Map<String, String> identity() {
        Map<String, String> identity = new TreeMap<>();
        files.forEach(dataset -> dataset.identify(identity));
        return identity;
    }

    @Override
    public List<DatasetName> datasets() {
        return files.stream()
                .flatMap(dataset -> limits.tables(dataset.input().table()).stream())
                .map(TableDefinition::name)
                .toList();
    }

    @Override
    public String whyMissing(DatasetName dataset) {
        boolean isRejects = files.stream()
                .anyMatch(file -> RejectedTable.of(file.input().table()).name().equals(dataset));
        return isRejects ? "no --max-bad-rows allows bad rows" : "no --file gives it";
    }

    @Override
    public void read(ExtractWriter extract) {
        for (CsvDataset dataset : files) {
            String name = EscapedText.of(dataset.input().table().dataset());
            for (PeriodPattern pattern : dataset.found().unmatched()) {
                extract.warn("no file matches " + EscapedText.of(pattern.path().toString())
                        + (dataset.files().isEmpty() ? ", so " + name + " has no rows" : ""));
            }
            try (DatasetRows rows = extract.rows(dataset.input().table());
                    CsvReading reading = new CsvReading(dataset, limits, rows)) {
                reading.read(extract);
            }
        }
    }

    @Override
    public void close() {
        // No file is open but while it is read.
    }
}
