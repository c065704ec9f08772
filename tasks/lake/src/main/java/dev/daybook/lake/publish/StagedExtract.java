package dev.daybook.lake.publish;

import dev.daybook.lake.files.FileFailure;
import dev.daybook.lake.files.FileSteps;
import dev.daybook.lake.files.Staging;
import dev.daybook.lake.model.LakePaths;
import dev.daybook.lake.model.Manifest;
import dev.daybook.lake.model.Manifest.Dataset;
import dev.daybook.lake.model.Manifest.ExtractKey;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.lake.model.WriterSettings;
import dev.daybook.lake.part.PartFormat;
import dev.daybook.lake.read.VerifiedExtract;
import dev.daybook.task.AsOf;
import dev.daybook.task.RunId;
import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** An extract in its staging folder. Its lock is held from the start until it is closed. */
final class StagedExtract implements Publication {

    private final ExtractKey key;
    private final RunId runId;
    private final WriterSettings settings;
    private final Staging staging;
    private final PublishedState before;
    private final StagedManifest last;
    private final PartFormat format;
    private final FileSteps steps;
    private final List<StagedDataset> datasets = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private boolean published;

    StagedExtract(
            ExtractKey key,
            RunId runId,
            WriterSettings settings,
            Staging staging,
            PublishedState before,
            StagedManifest last,
            PartFormat format,
            FileSteps steps) {
        this.key = key;
        this.runId = runId;
        this.settings = settings;
        this.staging = staging;
        this.before = before;
        this.last = last;
        this.format = format;
        this.steps = steps;
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
    public synchronized DatasetWriter dataset(TableDefinition table) {
        Path folder = staging.folder().resolve(LakePaths.folder(table.name()));
        try {
            steps.createDirectory(folder);
        } catch (IOException e) {
            throw FileFailure.writing("make", folder, e);
        }
        LakePaths.hiddenColumn(table)
                .ifPresent(column -> warnings.add("the column '" + EscapedText.of(column) + "' of "
                        + EscapedText.of(table.dataset()) + " has the name of the lake's folder key "
                        + LakePaths.PERIOD_KEY
                        + "; query engines that read the lake's folders show the period instead"));
        StagedDataset dataset = new StagedDataset(table, folder, format, settings, steps);
        datasets.add(dataset);
        return dataset;
    }

    @Override
    public synchronized Outcome publish(Description description, boolean replace) {
        if (published) {
            throw new IllegalStateException("published already, or tried: start over with a new publication");
        }
        published = true;
        Manifest manifest = manifest(description, description.asOf());
        if (before.manifest().isPresent()) {
            Manifest current = before.manifest().get();
            boolean live = description.live();
            if (Replacement.isUnchanged(current, manifest, live) && isWhole(current)) {
                if (!last.mustBeSigned(before)) {
                    staging.confirm();
                    return new Outcome.Unchanged(current);
                }
                if (before.signedBy().isPresent()) {
                    // Only the key is another: it is the state it was, and proved to be.
                    return put(manifest(description, current.asOf()));
                }
            }
            if (Replacement.mustBeKept(current, manifest, live) && !replace) {
                return new Outcome.Kept(current);
            }
        }
        return put(manifest);
    }

    private Outcome put(Manifest manifest) {
        last.write(manifest, datasets.stream().map(StagedDataset::folder).toList());
        staging.publish(before.hash());
        return new Outcome.Published(manifest, before.manifest().isPresent());
    }

    /** Whether the files that are published are still what their manifest says; else the same content mends them. */
    private boolean isWhole(Manifest current) {
        try {
            new VerifiedExtract(
                            staging.place().target(), current, before.hash().orElseThrow(), before.signedBy(), format)
                    .verify();
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
        staging.close();
    }
}
