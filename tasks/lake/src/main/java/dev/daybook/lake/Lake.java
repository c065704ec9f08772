package dev.daybook.lake;

import dev.daybook.lake.Manifest.ExtractKey;
import dev.daybook.task.Period;
import dev.daybook.task.PipelineName;
import dev.daybook.task.RunId;
import java.nio.file.Path;
import java.util.Optional;

/** The tree of extracts under a root folder. Safe for use by many threads. */
public final class Lake {

    private final Path root;

    /** @param root the root folder, absolute */
    public Lake(Path root) {
        this.root = root;
    }

    /** The root folder. */
    public Path root() {
        return root;
    }

    /**
     * Tries whether a pipeline's extracts can be published here: makes, forces to disk, renames and exchanges files in
     * the staging folder, and removes them again. Makes the root folder when only its last component is missing.
     *
     * @return whether a published extract can be replaced in one step; where not, it is absent for an instant
     * @throws dev.daybook.task.StepFailure.CannotCreate when the lake cannot be written; names the user ids and the fix
     */
    public boolean check(PipelineName pipeline) {
        throw new UnsupportedOperationException("filled in by the next commit");
    }

    /**
     * Starts publishing an extract: takes its lock, repairs what a dead run left, makes the staging folder and remembers
     * what is published now.
     *
     * @throws dev.daybook.task.StepFailure.Temporary when another process publishes this extract; names its pid
     * @throws dev.daybook.task.StepFailure.CannotCreate when the lake cannot be written; names the user ids and the fix
     */
    public Publication begin(ExtractKey key, RunId runId, WriterSettings settings) {
        throw new UnsupportedOperationException("filled in by the next commit");
    }

    /**
     * Starts publishing a report, {@code <pipeline>/reports/<name>/logical_date=<period>/}, by the same protocol.
     *
     * @throws dev.daybook.task.StepFailure as {@link #begin}
     */
    public ReportPublication beginReport(PipelineName pipeline, String name, Period period, RunId runId) {
        throw new UnsupportedOperationException("filled in by the next commit");
    }

    /**
     * The published extract, its manifest read and verified; empty when there is none.
     *
     * @throws dev.daybook.task.StepFailure.BadData when the manifest is there and damaged
     */
    public Optional<PublishedExtract> find(ExtractKey key) {
        throw new UnsupportedOperationException("filled in by the next commit");
    }
}
