package dev.daybook.lake.publish;

import dev.daybook.lake.json.TableDefinitionJson;
import dev.daybook.lake.model.ContentHash;
import dev.daybook.lake.model.LakePaths;
import dev.daybook.lake.model.Manifest.DataFile;
import dev.daybook.lake.model.Manifest.Dataset;
import dev.daybook.lake.model.RecordCounts;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.lake.model.WriterSettings;
import dev.daybook.lake.part.PartFormat;
import dev.daybook.lake.part.PartWriter;
import dev.daybook.lake.storage.StagedFile;
import dev.daybook.lake.storage.StagedFolder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A dataset that is being staged in a folder of its own. */
final class StagedDataset implements DatasetWriter {

    private final TableDefinition table;
    private final String tableJson;
    private final StagedFolder folder;
    private final PartFormat format;
    private final WriterSettings settings;
    private final List<StagedPart> parts = new ArrayList<>();
    private Optional<Dataset> finished = Optional.empty();

    StagedDataset(TableDefinition table, StagedFolder folder, PartFormat format, WriterSettings settings) {
        this.table = table;
        this.tableJson = TableDefinitionJson.write(table);
        this.folder = folder;
        this.format = format;
        this.settings = settings;
    }

    @Override
    public TableDefinition table() {
        return table;
    }

    /** The folder its files are staged in. */
    StagedFolder folder() {
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
        int number = parts.size();
        StagedFile file = folder.create("part-%05d.open".formatted(number));
        StagedPart part = new StagedPart(
                LakePaths.folder(table.name()), number, file, format.write(file, table, tableJson, settings));
        parts.add(part);
        return part;
    }

    @Override
    public synchronized void finish(ContentHash content, long rejectedRows) {
        finished = Optional.of(new Dataset(table, content, finishedFiles(content), rejectedRows));
    }

    @Override
    public synchronized void finish(ContentHash content, RecordCounts counts) {
        if (counts.accepted() != content.rows()) {
            throw new IllegalStateException(
                    "hashed " + content.rows() + " rows of " + table.dataset() + ", counted " + counts.accepted());
        }
        finish(content, counts.rejected());
        finished = finished.map(dataset -> dataset.counted(counts));
    }

    private List<DataFile> finishedFiles(ContentHash content) {
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
        return files;
    }

    /** The dataset, once it is finished. */
    synchronized Dataset dataset() {
        return finished.orElseThrow(() -> new IllegalStateException("the dataset is not finished: " + table.dataset()));
    }
}
