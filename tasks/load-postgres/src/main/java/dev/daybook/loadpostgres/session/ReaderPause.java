package dev.daybook.loadpostgres.session;

import dev.daybook.task.StepFailure;
import java.util.concurrent.ThreadLocalRandom;

/** The time that a load leaves to readers between two tries to change what they read. */
public final class ReaderPause {

    private ReaderPause() {}

    /**
     * Waits, for a time that is never the same, so that two loads do not go on meeting.
     *
     * @throws StepFailure.Temporary when the load is interrupted
     */
    public static void take() {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(50, 400));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StepFailure.Temporary("the load was interrupted while it waited for readers", e);
        }
    }
}
