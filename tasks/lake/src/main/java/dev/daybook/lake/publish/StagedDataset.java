package dev.daybook.lake.publish;

import dev.daybook.lake.files.FileFailure;
import dev.daybook.lake.files.FileSteps;
import dev.daybook.lake.json.TableDefinitionJson;
import dev.daybook.lake.model.ContentHash;
import dev.daybook.lake.model.LakePaths;
import dev.daybook.lake.model.Manifest.DataFile;
import dev.daybook.lake.model.Manifest.Dataset;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.lake.model.WriterSettings;
import dev.daybook.lake.part.PartFormat;
import dev.daybook.lake.part.PartWriter;
import dev.daybook.task.file.PathKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A dataset in its folder within a staging folder. */
final class StagedDataset implements DatasetWriter {

    private final TableDefinition table;
    private final String tableJson;
    private final Path folder;
    private final PartFormat format;
    private final WriterSettings settings;
    private final FileSteps steps;
    private final List<StagedPart> parts = new ArrayList<>();
    private Optional<Dataset> finished = Optional.empty();

    StagedDataset(TableDefinition table, Path folder, PartFormat format, WriterSettings settings, FileSteps steps) {
        this.table = table;
        this.tableJson = TableDefinitionJson.write(table);
        this.folder = folder;
        this.format = format;
        this.settings = settings;
        this.steps = steps;
    }

    @Override
    public TableDefinition table() {
        return table;
    }

    /** The folder its files are staged in. */
    Path folder() {
        return folder;
    }

    @Override
    public PartWriter part() {
        return new RollingPart(this::startPart);
    }

    private synchronized StagedPart startPart() {
        if (table.columns().isEmpty()) {
            throw new IllegalStateException("a table without columns has no file: " + table.dataset());
        }
        if (finished.isPresent()) {
            throw new IllegalStateException("the dataset is finished: " + table.dataset());
        }
        Path file = folder.resolve("part-%05d.open".formatted(parts.size()));
        StagedPart part = new StagedPart(parts.size(), file, format.write(file, table, tableJson, settings), steps);
        parts.add(part);
        return part;
    }

    @Override
    public Path rejectFile() {
        return folder.resolve(LakePaths.REJECTED);
    }

    @Override
    public synchronized void finish(ContentHash content, long rejectedRows) {
        if (parts.isEmpty() && !table.columns().isEmpty()) {
            try (PartWriter empty = part()) {
                empty.finish();
            }
        }
        List<DataFile> files = parts.stream()
                .map(StagedPart::file)
                .map(file ->
                        file.orElseThrow(() -> new IllegalStateException("a part is not finished: " + table.dataset())))
                .sorted(Comparator.comparing(DataFile::path))
                .toList();
        long rows = files.stream().mapToLong(DataFile::rows).sum();
        if (!table.columns().isEmpty() && rows != content.rows()) {
            throw new IllegalStateException(
                    "wrote " + rows + " rows of " + table.dataset() + ", hashed " + content.rows());
        }
        forceRejectFile();
        finished = Optional.of(new Dataset(table, content, files, rejectedRows));
    }

    private void forceRejectFile() {
        try {
            if (PathKind.isPresent(rejectFile())) {
                steps.force(rejectFile());
            }
        } catch (IOException e) {
            throw FileFailure.writing("force to disk", rejectFile(), e);
        }
    }

    /** The dataset, once it is finished. */
    synchronized Dataset dataset() {
        return finished.orElseThrow(() -> new IllegalStateException("the dataset is not finished: " + table.dataset()));
    }
}
