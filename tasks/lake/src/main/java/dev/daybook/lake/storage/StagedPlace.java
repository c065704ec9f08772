package dev.daybook.lake.storage;

import dev.daybook.task.StepFailure;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What will be published at a place, under the lock of the place. Closing it without {@link #publish} removes it and
 * leaves what was published before.
 */
public interface StagedPlace extends AutoCloseable {

    /** What it will be published as. */
    Place place();

    /** The folder to write into. */
    StagedFolder folder();

    /** A folder of this machine for files that are removed before publishing; large ones have room there. */
    Path scratch();

    /**
     * Puts what is staged in place, in one step for readers. All folders must be sealed.
     *
     * @param expected the identity of what must be there now; empty when nothing must be
     * @throws StepFailure.Temporary when something else is there; it stays
     * @throws StepFailure.InputOutput when it cannot be told what is published now; run again
     */
    void publish(Optional<String> expected);

    /** Makes sure that what is published survives a power cut: an earlier run may have died before it could. */
    void confirm();

    /** Removes what is staged, or what it replaced, and frees the lock. */
    @Override
    void close();
}
