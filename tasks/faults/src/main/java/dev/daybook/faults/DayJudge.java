package dev.daybook.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Judges what a publisher left in a lake.
 *
 * @param publisher what was disturbed
 * @param old the day before
 * @param undisturbed the day as an undisturbed run publishes it
 */
record DayJudge(Publisher publisher, DayState old, DayState undisturbed) {

    /** After a disturbed run: the day is the old or the new one, and the new one when the run said that it succeeded. */
    void afterFault(StepRun run, Path lake, Tally tally) throws IOException {
        DayState day = PublishedDay.read(publisher.day(lake));
        if (!day.equals(old) && !day.equals(undisturbed)) {
            tally.violation("after " + run.shown() + " the day is " + day);
        } else if (run.exitCode() == 0 && !day.equals(undisturbed)) {
            tally.violation("after exit 0 the day is not the new one but " + day);
        }
    }

    /** After the next, undisturbed run: the day is the new one, and nothing else is left. */
    void afterNext(StepRun next, Path lake, Tally tally) throws IOException {
        DayState day = PublishedDay.read(publisher.day(lake));
        if (next.exitCode() != 0 || !day.equals(undisturbed)) {
            tally.violation("the next run ended with " + next.shown() + " and left " + day);
        }
        SortedSet<String> others = new TreeSet<>(Folders.files(lake));
        String prefix = lake.relativize(publisher.day(lake)) + "/";
        others.removeIf(name -> name.startsWith(prefix) || name.startsWith("_staging/locks/"));
        if (!others.isEmpty()) {
            tally.violation("the next run left behind " + others);
        }
    }
}
