package dev.daybook.lake.storage;

import dev.daybook.task.StepFailure;

/**
 * Where a lake lies. What goes wrong in it is a {@link StepFailure} that names the place and what to do. Safe for use by
 * many threads.
 */
public interface Storage {

    /** The lake's root, for people. */
    String location();

    /**
     * A folder that is published, or that others are published in.
     *
     * @param name from the lake's root; nothing need be there
     */
    StoredFolder folder(String name);

    /**
     * Starts to stage what will be published at a place: takes its lock, repairs and removes what dead runs left, and
     * tries whether publishing can work.
     *
     * @param run tells people whose staging it is; need not be unique
     * @throws StepFailure.Temporary when another process holds the lock
     * @throws StepFailure.CannotCreate when the lake cannot be written
     * @throws StepFailure.Configuration when something that Daybook did not make is in the way
     */
    StagedPlace stage(Place place, String run);

    /**
     * Tries whether anything can be published in a folder, without taking any lock.
     *
     * @return whether what is published can be replaced in one step; where not, it is absent for an instant
     * @throws StepFailure.CannotCreate when the lake cannot be written
     */
    boolean check(String folder);

    /**
     * Looks whether the lake is there and can be read.
     *
     * @throws StepFailure.Configuration when it is not there
     */
    void requireReadable();
}
