package dev.daybook.lake.publish;

import dev.daybook.lake.model.Manifest;
import dev.daybook.lake.model.SourceKind;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.task.AsOf;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An extract that is being written: datasets are staged by many threads, then published in one step. Closing it
 * without {@link #publish} removes the staging folder and leaves what was published before.
 */
public interface Publication extends AutoCloseable {

    /**
     * What the extract says of itself, beside its datasets.
     *
     * @param kind what the source is
     * @param toolVersion version and commit of the program
     * @param asOf when the state it holds was true at the source
     * @param live true when the source only ever shows now, so that a late extract must not replace a closing one
     * @param identity what the source was
     * @param warnings one line each
     * @param toExtractLess what makes the extract smaller, in the words of the step's options: {@code leave tables out with
     *     --exclude}
     */
    record Description(
            SourceKind kind,
            String toolVersion,
            AsOf asOf,
            boolean live,
            Map<String, String> identity,
            List<String> warnings,
            String toExtractLess) {}

    /** What publishing came to. */
    sealed interface Outcome {

        /** The manifest that is published now. */
        Manifest manifest();

        /** The new extract is in place. */
        record Published(Manifest manifest, boolean replaced) implements Outcome {}

        /** What was there has the same content and definitions; it stays, and so does its manifest. */
        record Unchanged(Manifest manifest) implements Outcome {}

        /** What was there is a closing extract, ours is a late one with other content; it stays. */
        record Kept(Manifest manifest) implements Outcome {}
    }

    /** The manifest of what is published now, if anything valid is. */
    Optional<Manifest> current();

    /**
     * What the lake itself has to warn of, one line each, so far: a table with a column named like the lake's Hive key.
     * The manifest gets them too; the step tells them to its log and receipt before it publishes.
     */
    List<String> warnings();

    /**
     * A folder of this machine for files that are removed before this is published, such as sorted runs. It has room for
     * large ones; the folder for temporary files may be a small part of memory.
     */
    Path scratch();

    /**
     * Starts a dataset. Datasets of one publication may be written at the same time.
     *
     * @throws dev.daybook.task.StepFailure.Configuration when no extract can have it, or not beside those started before
     */
    DatasetWriter dataset(TableDefinition table);

    /**
     * Publishes all finished datasets as the extract.
     *
     * @param replace true to let a late extract replace a closing one
     * @throws dev.daybook.task.StepFailure.Configuration when a dataset's parent is not among them
     * @throws dev.daybook.task.StepFailure.Temporary when another run published in the meantime
     * @throws dev.daybook.task.StepFailure.InputOutput when the disk is full or an fsync fails
     */
    Outcome publish(Description description, boolean replace);

    @Override
    void close();
}
