package dev.daybook.lake;

import dev.daybook.lake.files.LocalStorage;
import dev.daybook.lake.manifest.ManifestFile;
import dev.daybook.lake.manifest.ManifestSignature;
import dev.daybook.lake.manifest.SigningKeys;
import dev.daybook.lake.model.LakePaths;
import dev.daybook.lake.model.Manifest.ExtractKey;
import dev.daybook.lake.model.SourceName;
import dev.daybook.lake.model.WriterSettings;
import dev.daybook.lake.parquet.ParquetFormat;
import dev.daybook.lake.part.PartFormat;
import dev.daybook.lake.publish.Publication;
import dev.daybook.lake.publish.PublishedState;
import dev.daybook.lake.publish.ReportPublication;
import dev.daybook.lake.publish.StagedExtract;
import dev.daybook.lake.publish.StagedManifest;
import dev.daybook.lake.publish.StagedReport;
import dev.daybook.lake.read.PublishedExtract;
import dev.daybook.lake.read.VerifiedExtract;
import dev.daybook.lake.storage.Place;
import dev.daybook.lake.storage.StagedPlace;
import dev.daybook.lake.storage.Storage;
import dev.daybook.lake.storage.StoredFolder;
import dev.daybook.lake.storage.TakeOver;
import dev.daybook.task.Period;
import dev.daybook.task.PipelineName;
import dev.daybook.task.RunId;
import dev.daybook.task.StepFailure;
import dev.daybook.task.StepRequest;
import dev.daybook.task.file.UnfitFileException;
import dev.daybook.task.text.EscapedText;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** The tree of extracts and reports in a storage. Safe for use by many threads. */
public final class Lake {

    private static final int LONGEST_RUN = 100;

    private final Storage storage;
    private final SigningKeys keys;
    private final TakeOver takeOver;
    private final PartFormat format;

    Lake(Storage storage, SigningKeys keys, TakeOver takeOver, PartFormat format) {
        this.storage = storage;
        this.keys = keys;
        this.takeOver = takeOver;
        this.format = format;
    }

    /** The lake in a folder, made by the first publication when only its last component is missing; it has no keys. */
    public static Lake at(Path root) {
        return at(root, SigningKeys.NONE, TakeOver.NOTHING);
    }

    private static Lake at(Path root, SigningKeys keys, TakeOver takeOver) {
        return new Lake(new LocalStorage(root), keys, takeOver, new ParquetFormat());
    }

    /**
     * The lake that a run names. A step gets it here, so that no step knows what a lake lies in.
     *
     * @param keys sign what is published, and tell who signed what is read
     */
    public static Lake of(StepRequest request, SigningKeys keys) {
        return of(request, keys, TakeOver.NOTHING);
    }

    /** @param takeOver whether what Daybook did not make is replaced where this publishes */
    public static Lake of(StepRequest request, SigningKeys keys, TakeOver takeOver) {
        return at(request.lake(), keys, takeOver);
    }

    /** Where it is, for people. */
    public String location() {
        return storage.location();
    }

    /**
     * Looks whether it is there and can be read.
     *
     * @throws StepFailure.Configuration when it is not there
     */
    public void requireReadable() {
        storage.requireReadable();
    }

    /**
     * Tries whether a pipeline's extracts can be published here, and leaves nothing behind. Makes the root folder when only
     * its last component is missing.
     *
     * @return whether a published extract can be replaced in one step; where not, it is absent for an instant
     * @throws StepFailure.CannotCreate when the lake cannot be written; names the user ids and the fix
     */
    public boolean check(PipelineName pipeline) {
        return storage.check(pipeline.value());
    }

    /**
     * Starts publishing an extract: takes its lock, repairs what a dead run left, tries whether publishing can work,
     * makes the staging folder and remembers what is published now.
     *
     * @throws StepFailure.Temporary when another process publishes this extract; names its pid
     * @throws StepFailure.CannotCreate when the lake cannot be written; names the user ids and the fix
     */
    public Publication begin(ExtractKey key, RunId runId, WriterSettings settings) {
        Place place = new Place(
                Place.Kind.EXTRACT,
                key.pipeline() + "/" + key.source() + " " + key.period(),
                LakePaths.slot(key),
                LakePaths.extract(key),
                folder -> hash(replaced(folder)),
                takeOver);
        return stage(
                place,
                runId,
                staged -> new StagedExtract(
                        key,
                        runId,
                        settings,
                        storage,
                        staged,
                        published(key),
                        new StagedManifest(staged, keys),
                        format));
    }

    /**
     * Starts publishing a report, {@code <pipeline>/reports/<name>/logical_date=<period>/}, by the same protocol.
     *
     * @throws StepFailure as {@link #begin}
     */
    public ReportPublication beginReport(PipelineName pipeline, String name, Period period, RunId runId) {
        Place place = new Place(
                Place.Kind.REPORT,
                pipeline + "/" + SourceName.REPORTS + "/" + EscapedText.of(name) + " " + period,
                LakePaths.slot(pipeline, name, period),
                LakePaths.report(pipeline, name, period),
                StagedReport::identity,
                takeOver);
        return stage(place, runId, staged -> new StagedReport(staged, storage.folder(place.folder())));
    }

    private <T> T stage(Place place, RunId runId, Function<StagedPlace, T> opening) {
        StagedPlace staged = storage.stage(place, LakePaths.shortened(runId.value(), LONGEST_RUN));
        boolean opened = false;
        try {
            T publication = opening.apply(staged);
            opened = true;
            return publication;
        } finally {
            if (!opened) {
                staged.close();
            }
        }
    }

    /**
     * The published extract, its manifest read and verified; empty when there is none.
     *
     * @throws StepFailure.BadData when the manifest is there and damaged
     */
    public Optional<PublishedExtract> find(ExtractKey key) {
        StoredFolder folder = folder(key);
        return ManifestFile.in(folder)
                .map(file -> new VerifiedExtract(folder, file.manifest(key), file.hash(), file.signedBy(keys), format));
    }

    /**
     * Refuses an extract whose manifest none of the lake's keys has signed; one that is not there is none.
     *
     * @throws StepFailure.BadData naming the manifest, which is not looked into
     */
    public void requireSigned(ExtractKey key) {
        Optional<ManifestFile> file = ManifestFile.in(folder(key));
        if (file.isPresent() && file.get().signedBy(keys).isEmpty()) {
            throw unsigned(key);
        }
    }

    /** That the manifest of an extract is not signed by any of the lake's keys. */
    public StepFailure unsigned(ExtractKey key) {
        StoredFolder folder = folder(key);
        String found = ManifestSignature.in(folder)
                .map(signature -> "one by key " + signature.keyId() + " that does not verify with them")
                .orElse("none");
        return new StepFailure.BadData("unsigned manifest " + folder.location(LakePaths.MANIFEST)
                + ": expected a signature by a key of " + SigningKeys.VARIABLE + "_FILE, found " + found
                + "; find out who wrote it, then run the extract of this period again with the key");
    }

    /** The newest extract of a source that is published for this period or an earlier one, for comparisons. */
    public NewestExtract newestUpTo(ExtractKey key) {
        return NewestExtract.upTo(this, storage.folder(LakePaths.source(key)), key);
    }

    /**
     * Refuses a period of another length than those that its source has: a day is not told from its first hour where
     * periods are compared.
     *
     * @throws StepFailure.Configuration naming an extract of another length
     */
    public void requireSameLength(ExtractKey key) {
        for (Period period : new SourcePeriods(storage.folder(LakePaths.source(key))).list()) {
            ExtractKey other = new ExtractKey(key.pipeline(), key.source(), period);
            if (period.length() != key.period().length() && hasManifest(folder(other))) {
                throw new StepFailure.Configuration("source " + key.source() + " of " + key.pipeline()
                        + ": expected periods of one length, found an extract of the "
                        + period.length().word() + " "
                        + period + " beside the " + key.period().length().word() + " " + key.period()
                        + "; give one of them another --source");
            }
        }
    }

    private StoredFolder folder(ExtractKey key) {
        return storage.folder(LakePaths.extract(key));
    }

    private static Optional<String> hash(Optional<ManifestFile> file) {
        return file.map(ManifestFile::hash);
    }

    /** The manifest of what is to be replaced; what is taken over may have something else in its place. */
    private Optional<ManifestFile> replaced(StoredFolder folder) {
        return takeOver.isAllowed() && !hasManifest(folder) ? Optional.empty() : ManifestFile.in(folder);
    }

    private static boolean hasManifest(StoredFolder folder) {
        try {
            return folder.size(LakePaths.MANIFEST).isPresent();
        } catch (UnfitFileException e) {
            return false;
        }
    }

    /** A damaged manifest counts as none, but for the hash: what replaces it must replace exactly it. */
    private PublishedState published(ExtractKey key) {
        Optional<ManifestFile> file = replaced(folder(key));
        Optional<String> signedBy = file.flatMap(found -> found.signedBy(keys));
        try {
            return new PublishedState(hash(file), file.map(found -> found.manifest(key)), signedBy);
        } catch (StepFailure.BadData e) {
            return new PublishedState(hash(file), Optional.empty(), signedBy);
        }
    }
}
