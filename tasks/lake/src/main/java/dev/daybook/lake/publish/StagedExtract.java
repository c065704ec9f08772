package dev.daybook.lake.publish;

import dev.daybook.lake.model.LakePaths;
import dev.daybook.lake.model.Manifest;
import dev.daybook.lake.model.Manifest.Dataset;
import dev.daybook.lake.model.Manifest.ExtractKey;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.lake.model.WriterSettings;
import dev.daybook.lake.part.PartFormat;
import dev.daybook.lake.read.VerifiedExtract;
import dev.daybook.lake.rule.DefinitionRules;
import dev.daybook.lake.storage.StagedFolder;
import dev.daybook.lake.storage.StagedPlace;
import dev.daybook.lake.storage.Storage;
import dev.daybook.lake.storage.StoredFolder;
import dev.daybook.task.AsOf;
import dev.daybook.task.RunId;
import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** An extract that is being staged. Its lock is held from the start until it is closed. */
public final class StagedExtract implements Publication {

    private final ExtractKey key;
    private final RunId runId;
    private final WriterSettings settings;
    private final Storage storage;
    private final StagedPlace staged;
    private final PublishedState before;
    private final StagedManifest last;
    private final PartFormat format;
    private final List<StagedDataset> datasets = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private boolean published;

    /** An extract that is staged at a place; closing it frees the place. */
    public StagedExtract(
            ExtractKey key,
            RunId runId,
            WriterSettings settings,
            Storage storage,
            StagedPlace staged,
            PublishedState before,
            StagedManifest last,
            PartFormat format) {
        this.key = key;
        this.runId = runId;
        this.settings = settings;
        this.storage = storage;
        this.staged = staged;
        this.before = before;
        this.last = last;
        this.format = format;
    }

    @Override
    public Optional<Manifest> current() {
        return before.manifest();
    }

    @Override
    public synchronized List<String> warnings() {
        return List.copyOf(warnings);
    }

    @Override
    public Path scratch() {
        return staged.scratch();
    }

    @Override
    public synchronized DatasetWriter dataset(TableDefinition table) {
        DefinitionRules.requireBeside(tables(), table);
        StagedFolder folder = staged.folder().folder(LakePaths.folder(table.name()));
        LakePaths.hiddenColumn(table)
                .ifPresent(column -> warnings.add("the column '" + EscapedText.of(column) + "' of "
                        + EscapedText.of(table.dataset()) + " has the name of the lake's folder key "
                        + LakePaths.PERIOD_KEY
                        + "; query engines that read the lake's folders show the period instead"));
        StagedDataset dataset = new StagedDataset(table, folder, format, settings);
        datasets.add(dataset);
        return dataset;
    }

    @Override
    public synchronized Outcome publish(Description description, boolean replace) {
        if (published) {
            throw new IllegalStateException("published already, or tried: start over with a new publication");
        }
        published = true;
        DefinitionRules.require(tables());
        Manifest manifest = manifest(description, description.asOf());
        if (before.manifest().isPresent()) {
            Manifest current = before.manifest().get();
            boolean live = description.live();
            if (Replacement.isUnchanged(current, manifest, live) && isWhole(current)) {
                if (!last.mustBeSigned(before)) {
                    staged.confirm();
                    return new Outcome.Unchanged(current);
                }
                if (before.signedBy().isPresent()) {
                    // Only the key is another: it is the state it was, and proved to be.
                    return put(manifest(description, current.asOf()), description);
                }
            }
            if (Replacement.mustBeKept(current, manifest, live) && !replace) {
                return new Outcome.Kept(current);
            }
        }
        return put(manifest, description);
    }

    private List<TableDefinition> tables() {
        return datasets.stream().map(StagedDataset::table).toList();
    }

    private Outcome put(Manifest manifest, Description description) {
        last.write(
                manifest,
                description.toExtractLess(),
                datasets.stream().map(StagedDataset::folder).toList());
        staged.publish(before.hash());
        return new Outcome.Published(manifest, before.manifest().isPresent());
    }

    /** Whether the files that are published are still what their manifest says; else the same content mends them. */
    private boolean isWhole(Manifest current) {
        try {
            StoredFolder folder = storage.folder(staged.place().folder());
            new VerifiedExtract(folder, current, before.hash().orElseThrow(), before.signedBy(), format).verify();
            return true;
        } catch (StepFailure.BadData e) {
            return false;
        }
    }

    private Manifest manifest(Description description, AsOf asOf) {
        List<Dataset> finished = datasets.stream()
                .map(StagedDataset::dataset)
                .sorted(Comparator.comparing(dataset -> dataset.table().name()))
                .toList();
        List<String> all = new ArrayList<>(description.warnings());
        warnings.stream().filter(warning -> !all.contains(warning)).forEach(all::add);
        return new Manifest(
                key,
                description.kind(),
                runId.value(),
                description.toolVersion(),
                asOf,
                description.identity(),
                finished,
                all);
    }

    @Override
    public synchronized void close() {
        staged.close();
    }
}
