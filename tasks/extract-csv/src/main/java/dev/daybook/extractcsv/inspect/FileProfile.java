package dev.daybook.extractcsv.inspect;

import dev.daybook.extractcsv.format.CsvFile;
import dev.daybook.extractcsv.format.RecordLimits;
import dev.daybook.extractcsv.format.RecordReader;
import dev.daybook.extractcsv.format.UnreadableRecord;
import dev.daybook.lake.model.WarehouseName;
import dev.daybook.sourcefiles.input.DamagedInput;
import dev.daybook.sourcefiles.input.SourceFile;
import dev.daybook.task.StepFailure;
import dev.daybook.task.file.FileReason;
import dev.daybook.task.text.EscapedText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What all rows of a file say about its columns and keys. */
final class FileProfile {

    private final String file;
    private final FileForm form;
    private final List<ColumnProfile> columns = new ArrayList<>();
    private final Map<String, String> columnNames = new HashMap<>();
    private List<List<Integer>> keys = List.of();
    private long rows;

    private FileProfile(String file, FileForm form) {
        this.file = file;
        this.form = form;
    }

    /**
     * Reads a whole file.
     *
     * @throws StepFailure.BadData when it is no CSV of that form
     */
    static FileProfile read(Path path, FileForm form) {
        FileProfile profile = new FileProfile(EscapedText.of(path.toString()), form);
        try (SourceFile source = CsvFile.openAlone(path, form.charset())) {
            profile.read(new RecordReader(source.stream(), form.dialect(), RecordLimits.DEFAULT));
            source.checkUnchanged();
            return profile;
        } catch (UnreadableRecord e) {
            throw new StepFailure.BadData(profile.file + ", line " + e.line() + ": " + e.getMessage(), e);
        } catch (DamagedInput e) {
            throw new StepFailure.BadData(profile.file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new StepFailure.InputOutput(profile.file + ": " + FileReason.of(e), e);
        }
    }

    private void read(RecordReader records) throws IOException {
        readHeader(records);
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try (KeyCandidates candidates = new KeyCandidates(columns.size(), temporary)) {
            while (records.next()) {
                if (!records.isBlank() || columns.size() == 1) {
                    checkRecord(records);
                    addRow(records, candidates);
                }
            }
            keys = candidates.finish();
        }
    }

    private void readHeader(RecordReader records) throws IOException {
        if (!records.next() || records.fault().isPresent()) {
            throw new StepFailure.BadData(file + ", line 1: expected a header with the column names");
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < records.fields().count(); i++) {
            String name = records.text(i);
            if (name.isEmpty() || !names.add(name)) {
                throw new StepFailure.BadData(file + ", line 1: expected a header with a name for each column, found '"
                        + EscapedText.of(name) + "' in column " + (i + 1) + (name.isEmpty() ? "" : " again"));
            }
            columns.add(new ColumnProfile(name));
        }
        nameColumns();
    }

    private void checkRecord(RecordReader records) {
        String place = file + ", line " + records.line() + ": ";
        records.fault().ifPresent(fault -> {
            throw new StepFailure.BadData(place + fault.reason());
        });
        if (records.fields().count() != columns.size()) {
            throw new StepFailure.BadData(place + records.fields().count() + " columns found, " + columns.size()
                    + " expected; another delimiter? (--delimiter)");
        }
    }

    private void addRow(RecordReader records, KeyCandidates candidates) throws IOException {
        rows++;
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).add(records.fields(), i, records.line());
        }
        candidates.add(records.fields(), records.line());
    }

    List<ColumnProfile> columns() {
        return columns;
    }

    /** What a column is to be called in the lake and the warehouse: its own name where PostgreSQL takes it. */
    String columnName(ColumnProfile column) {
        return columnNames.getOrDefault(column.name(), column.name());
    }

    private void nameColumns() {
        Set<String> taken = new HashSet<>();
        columns.forEach(column -> taken.add(column.name()));
        for (ColumnProfile column : columns) {
            if (WarehouseName.columnFault(column.name()).isPresent()) {
                String near = WarehouseName.columnNear(column.name(), taken);
                taken.add(near);
                columnNames.put(column.name(), near);
            }
        }
    }

    private String evidence(ColumnProfile column) {
        String renamed = WarehouseName.columnFault(column.name())
                .map(fault ->
                        "; the name " + fault + ", so \"daybook:name\": \"" + EscapedText.of(columnName(column)) + "\"")
                .orElse("");
        return column.evidence() + renamed;
    }

    /** The keys that could be the primary key, the likeliest first; none when there are fewer than two rows. */
    List<List<String>> keys() {
        return rows < 2
                ? List.of()
                : keys.stream()
                        .filter(key -> key.stream()
                                .allMatch(column -> columns.get(column).mayBeKey()))
                        .map(key -> key.stream()
                                .map(column -> columns.get(column).name())
                                .toList())
                        .toList();
    }

    /** Line by line, why the schema is proposed as it is. */
    List<String> evidence() {
        List<String> lines = new ArrayList<>();
        lines.add(file + ": " + rows + " rows, " + columns.size() + " columns; encoding "
                + form.charset().name().toLowerCase(java.util.Locale.ROOT) + ", delimiter '"
                + EscapedText.of(Character.toString(form.dialect().delimiter())) + "'");
        columns.forEach(column -> lines.add(evidence(column)));
        List<List<String>> candidates = keys();
        lines.add(
                candidates.isEmpty()
                        ? "no primary key found: every column and pair tried has a value twice, or is a measure"
                        : "without a value twice: "
                                + String.join(
                                        "; ",
                                        candidates.stream()
                                                .map(key -> EscapedText.of(String.join(", ", key)))
                                                .toList()));
        return lines;
    }
}
