package dev.daybook.task.run;

import java.util.List;

/** The work of a run, as its end has to know it. Used by the step's thread and by the one that stops it. */
interface RunWork {

    /** Does the work; an exception is a failure of it. */
    Outcome act();

    /**
     * How the run ends when it is stopped.
     *
     * @param isPublished whether the work that goes on has published something
     */
    Outcome.Failed stopped(boolean isPublished);

    /** What was warned of so far. */
    List<String> warnings();

    /** Removes the progress that is drawn; from now on log lines are the run's. */
    void close();
}
