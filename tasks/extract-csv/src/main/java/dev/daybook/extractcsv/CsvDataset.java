package dev.daybook.extractcsv;

import dev.daybook.extractcsv.format.CsvFile;
import dev.daybook.sourcefiles.input.DatasetFiles;
import dev.daybook.sourcefiles.input.InputFile;
import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files of a dataset, all looked at.
 *
 * @param input what they are declared to be
 * @param found how they were found
 * @param files the files, in the order in which they are read
 */
record CsvDataset(CsvInput input, DatasetFiles found, List<InputFile> files) {

    /**
     * Finds the files and looks at them.
     *
     * @throws StepFailure as {@link DatasetFiles#find} and {@link CsvFile#open}
     */
    static CsvDataset look(CsvInput input, CsvLimits limits) {
        DatasetFiles found = DatasetFiles.find(input.patterns());
        List<InputFile> files = found.files().stream()
                .map(file -> InputFile.look(
                        file, path -> CsvFile.open(path, input.schema().charset(), limits.unpack())))
                .toList();
        return new CsvDataset(input, found, files);
    }

    /** When the file that was modified last was modified; empty without files. */
    Optional<Instant> modified() {
        return files.stream().map(InputFile::modified).max(Comparator.naturalOrder());
    }

    /** Adds what it is made of to the identity of the source. */
    void identify(Map<String, String> identity) {
        String dataset = input.table().dataset();
        identity.put(
                dataset + ".file", found.isOneFile() ? files.getFirst().path().toString() : found.shown());
        if (!found.isOneFile()) {
            identity.put(dataset + ".files", String.valueOf(files.size()));
        }
        identity.put(
                dataset + ".bytes",
                String.valueOf(files.stream().mapToLong(InputFile::bytes).sum()));
        modified().ifPresent(time -> identity.put(dataset + ".modified", time.toString()));
    }

    /** The name of its one file, or what its files are found by. */
    String shown() {
        return found.shown();
    }

    /** The name of one of its files. */
    static String shown(InputFile file) {
        return EscapedText.of(file.path().toString());
    }
}
