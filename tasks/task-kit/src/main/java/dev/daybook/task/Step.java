package dev.daybook.task;

/**
 * One step of a pipeline. It neither exits, prints to stdout nor reads the environment; its program does all
 * three. A class that implements it carries its own options as picocli annotations.
 */
public interface Step {

    /**
     * Does the step's work for one period.
     *
     * @throws StepFailure when it fails in a way that is expected; nothing is published then
     */
    StepResult run(StepRequest request, StepContext context);

    /**
     * Finds out whether the step could run: connect, read, write, create. Touches no data.
     *
     * @throws StepFailure when it could not
     */
    void check(StepRequest request, StepContext context);
}
