package dev.daybook.lake;

import dev.daybook.lake.files.FileFailure;
import dev.daybook.lake.files.FileSteps;
import dev.daybook.lake.files.LocalFileSteps;
import dev.daybook.lake.files.PublishedPlace;
import dev.daybook.lake.files.Staging;
import dev.daybook.lake.files.StagingArea;
import dev.daybook.lake.files.TakeOver;
import dev.daybook.lake.manifest.ManifestFile;
import dev.daybook.lake.manifest.ManifestSignature;
import dev.daybook.lake.manifest.SigningKeys;
import dev.daybook.lake.model.LakePaths;
import dev.daybook.lake.model.Manifest.ExtractKey;
import dev.daybook.lake.model.SourceName;
import dev.daybook.lake.model.WriterSettings;
import dev.daybook.lake.parquet.ParquetFormat;
import dev.daybook.lake.part.PartFormat;
import dev.daybook.lake.publish.OwnFiles;
import dev.daybook.lake.publish.Publication;
import dev.daybook.lake.publish.PublishedState;
import dev.daybook.lake.publish.ReportPublication;
import dev.daybook.lake.publish.StagedExtract;
import dev.daybook.lake.publish.StagedManifest;
import dev.daybook.lake.publish.StagedReport;
import dev.daybook.lake.read.PublishedExtract;
import dev.daybook.lake.read.VerifiedExtract;
import dev.daybook.task.Period;
import dev.daybook.task.PipelineName;
import dev.daybook.task.RunId;
import dev.daybook.task.StepFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The tree of extracts under a root folder. Safe for use by many threads. */
public final class Lake {

    private static final int LONGEST_RUN = 100;

    private final LakePaths paths;
    private final SigningKeys keys;
    private final FileSteps steps;
    private final PartFormat format;
    private final StagingArea staging;
    private final TakeOver takeOver;

    /** @param root the root folder; made by the first publication when only its last component is missing */
    public Lake(Path root) {
        this(root, SigningKeys.NONE);
    }

    /** @param keys sign what is published, and tell who signed what is read */
    public Lake(Path root, SigningKeys keys) {
        this(root, keys, TakeOver.NOTHING);
    }

    /** @param takeOver whether what Daybook did not make is replaced where this publishes */
    public Lake(Path root, SigningKeys keys, TakeOver takeOver) {
        this(root, keys, takeOver, new LocalFileSteps(), new ParquetFormat());
    }

    Lake(Path root, FileSteps steps, PartFormat format) {
        this(root, SigningKeys.NONE, steps, format);
    }

    Lake(Path root, SigningKeys keys, FileSteps steps, PartFormat format) {
        this(root, keys, TakeOver.NOTHING, steps, format);
    }

    Lake(Path root, SigningKeys keys, TakeOver takeOver, FileSteps steps, PartFormat format) {
        this.takeOver = takeOver;
        this.keys = keys;
        this.paths = new LakePaths(root.toAbsolutePath().normalize());
        this.steps = steps;
        this.format = format;
        this.staging = new StagingArea(paths.root(), paths.staging(), OwnFiles::foreignToLeftover, steps);
    }

    /** The root folder, absolute. */
    public Path root() {
        return paths.root();
    }

    /** Where everything lies. */
    public LakePaths paths() {
        return paths;
    }

    /**
     * Tries whether a pipeline's extracts can be published here: makes, forces to disk, renames and exchanges files in
     * the staging folder, and removes them again. Makes the root folder when only its last component is missing.
     *
     * @return whether a published extract can be replaced in one step; where not, it is absent for an instant
     * @throws StepFailure.CannotCreate when the lake cannot be written; names the user ids and the fix
     */
    public boolean check(PipelineName pipeline) {
        return staging.check(paths.root().resolve(pipeline.value()));
    }

    /**
     * Starts publishing an extract: takes its lock, repairs what a dead run left, tries whether publishing can work,
     * makes the staging folder and remembers what is published now.
     *
     * @throws StepFailure.Temporary when another process publishes this extract; names its pid
     * @throws StepFailure.CannotCreate when the lake cannot be written; names the user ids and the fix
     */
    public Publication begin(ExtractKey key, RunId runId, WriterSettings settings) {
        Path target = paths.extract(key);
        Staging folder = staging.open(
                new PublishedPlace(
                        title(key),
                        LakePaths.slot(key),
                        target,
                        path -> hash(replaced(path)),
                        OwnFiles::foreignToExtract,
                        takeOver),
                LakePaths.shortened(runId.value(), LONGEST_RUN));
        return closingOnFailure(
                folder,
                () -> new StagedExtract(
                        key,
                        runId,
                        settings,
                        folder,
                        published(key, target),
                        new StagedManifest(folder, keys, steps),
                        format,
                        steps));
    }

    /**
     * Starts publishing a report, {@code <pipeline>/reports/<name>/logical_date=<period>/}, by the same protocol.
     *
     * @throws StepFailure as {@link #begin}
     */
    public ReportPublication beginReport(PipelineName pipeline, String name, Period period, RunId runId) {
        Path target = paths.report(pipeline, name, period);
        Staging folder = staging.open(
                new PublishedPlace(
                        pipeline + "/" + SourceName.REPORTS + "/" + FileFailure.shown(Path.of(name)) + " " + period,
                        LakePaths.slot(pipeline, name, period),
                        target,
                        StagedReport::identity,
                        OwnFiles::foreignToReport,
                        takeOver),
                LakePaths.shortened(runId.value(), LONGEST_RUN));
        return closingOnFailure(folder, () -> {
            try {
                return new StagedReport(folder, StagedReport.identity(target), steps);
            } catch (IOException e) {
                throw FileFailure.reading(target, e);
            }
        });
    }

    /**
     * The published extract, its manifest read and verified; empty when there is none.
     *
     * @throws StepFailure.BadData when the manifest is there and damaged
     */
    public Optional<PublishedExtract> find(ExtractKey key) {
        Path directory = paths.extract(key);
        return ManifestFile.in(directory)
                .map(file ->
                        new VerifiedExtract(directory, file.manifest(key), file.hash(), file.signedBy(keys), format));
    }

    /**
     * Refuses an extract whose manifest none of the lake's keys has signed; one that is not there is none.
     *
     * @throws StepFailure.BadData naming the manifest, which is not looked into
     */
    public void requireSigned(ExtractKey key) {
        Path directory = paths.extract(key);
        Optional<ManifestFile> file = ManifestFile.in(directory);
        if (file.isPresent() && file.get().signedBy(keys).isEmpty()) {
            throw unsigned(key);
        }
    }

    /** That the manifest of an extract is not signed by any of the lake's keys. */
    public StepFailure unsigned(ExtractKey key) {
        Path directory = paths.extract(key);
        String found = ManifestSignature.in(directory)
                .map(signature -> "one by key " + signature.keyId() + " that does not verify with them")
                .orElse("none");
        return new StepFailure.BadData("unsigned manifest " + FileFailure.shown(directory.resolve(LakePaths.MANIFEST))
                + ": expected a signature by a key of " + SigningKeys.VARIABLE + "_FILE, found " + found
                + "; find out who wrote it, then run the extract of this period again with the key");
    }

    /** The newest extract of a source that is published for this period or an earlier one, for comparisons. */
    public NewestExtract newestUpTo(ExtractKey key) {
        return NewestExtract.upTo(this, key);
    }

    private static String title(ExtractKey key) {
        return key.pipeline() + "/" + key.source() + " " + key.period();
    }

    private static Optional<String> hash(Optional<ManifestFile> file) {
        return file.map(ManifestFile::hash);
    }

    /** The manifest of what is to be replaced; what is taken over may have something else in its place. */
    private Optional<ManifestFile> replaced(Path folder) {
        try {
            return takeOver.isAllowed() && !OwnFiles.hasManifest(folder) ? Optional.empty() : ManifestFile.in(folder);
        } catch (IOException e) {
            throw FileFailure.reading(folder, e);
        }
    }

    /** A damaged manifest counts as none, but for the hash: what replaces it must replace exactly it. */
    private PublishedState published(ExtractKey key, Path target) {
        Optional<ManifestFile> file = replaced(target);
        Optional<String> signedBy = file.flatMap(found -> found.signedBy(keys));
        try {
            return new PublishedState(hash(file), file.map(found -> found.manifest(key)), signedBy);
        } catch (StepFailure.BadData e) {
            return new PublishedState(hash(file), Optional.empty(), signedBy);
        }
    }

    private interface Opening<T> {
        T open();
    }

    private static <T> T closingOnFailure(Staging folder, Opening<T> opening) {
        boolean opened = false;
        try {
            T publication = opening.open();
            opened = true;
            return publication;
        } finally {
            if (!opened) {
                folder.close();
            }
        }
    }
}
