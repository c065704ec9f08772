package dev.daybook.lake;

import static dev.daybook.lake.SampleExtracts.DAY;
import static dev.daybook.lake.SampleExtracts.PIPELINE;
import static dev.daybook.lake.SampleExtracts.RUN;

import dev.daybook.lake.files.FileSteps;
import dev.daybook.lake.files.LocalFileSteps;
import dev.daybook.lake.files.LocalStorage;
import dev.daybook.lake.manifest.SigningKeys;
import dev.daybook.lake.publish.ReportPublication;
import dev.daybook.lake.storage.TakeOver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The ways in which something new is published, small enough to be broken at every single step. */
enum PublishScenario {
    /** An extract where there is none. */
    FIRST(false, true, true),
    /** An extract in place of another, by an exchange. */
    EXCHANGE(true, true, true),
    /** An extract in place of another, where folders cannot be exchanged. */
    TWO_RENAMES(true, false, true),
    /** A report where there is none. */
    FIRST_REPORT(false, true, false),
    /** A report in place of another, by an exchange. */
    REPORT_EXCHANGE(true, true, false);

    private final boolean replaces;
    private final boolean exchanges;
    private final boolean extract;

    PublishScenario(boolean replaces, boolean exchanges, boolean extract) {
        this.replaces = replaces;
        this.exchanges = exchanges;
        this.extract = extract;
    }

    /** What is published. */
    enum State {
        ABSENT,
        OLD,
        NEW,
        /** Neither one nor the other: what must never be. */
        TORN
    }

    /** What was published before. */
    State before() {
        return replaces ? State.OLD : State.ABSENT;
    }

    /** Whether readers may see nothing while the old is replaced. */
    boolean mayBeAbsent() {
        return !exchanges;
    }

    WatchedSteps watched(WatchedSteps.Event event) {
        return new WatchedSteps(event, exchanges);
    }

    static Lake lake(Path root, FileSteps steps) {
        return new Lake(
                new LocalStorage(root, steps),
                SigningKeys.NONE,
                TakeOver.when("--take-over", false, _ -> {}),
                new LinesFormat());
    }

    /** Makes the lake and publishes the old, when there is one. */
    void prepare(Path root) {
        if (replaces) {
            publish(lake(root, new LocalFileSteps()), 1, 2, 3);
        }
    }

    /** Publishes the new. */
    void run(Path root, FileSteps steps) {
        publish(lake(root, steps), 4, 5);
    }

    private void publish(Lake lake, long... numbers) {
        if (extract) {
            SampleExtracts.publish(lake, numbers);
            return;
        }
        try (ReportPublication report = lake.beginReport(PIPELINE, "numbers", DAY, RUN)) {
            SampleExtracts.write(report.create("report.csv"), numbers.length + "\n");
            SampleExtracts.write(report.create("report.json"), "[" + numbers.length + "]\n");
            report.publish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a reader finds. */
    State state(Path root) {
        try {
            return extract ? extractState(root) : reportState(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static State extractState(Path root) {
        Optional<List<Long>> found;
        try {
            found = SampleExtracts.published(lake(root, new LocalFileSteps()));
        } catch (dev.daybook.task.StepFailure e) {
            return State.TORN;
        }
        if (found.isEmpty()) {
            return State.ABSENT;
        }
        return switch (found.get().toString()) {
            case "[1, 2, 3]" -> State.OLD;
            case "[4, 5]" -> State.NEW;
            default -> State.TORN;
        };
    }

    private static State reportState(Path root) throws IOException {
        Path folder = root.resolve("northwind/reports/numbers/logical_date=2024-01-20");
        if (!Files.exists(folder)) {
            return State.ABSENT;
        }
        Path csv = folder.resolve("report.csv");
        Path json = folder.resolve("report.json");
        String both = Files.exists(csv) && Files.exists(json) ? Files.readString(csv) + Files.readString(json) : "";
        return switch (both) {
            case "3\n[3]\n" -> State.OLD;
            case "2\n[2]\n" -> State.NEW;
            default -> State.TORN;
        };
    }

    /** What lies in the staging folder, but for the lock. */
    static List<String> leftovers(Path root) throws IOException {
        Path staging = root.resolve("_staging");
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.filter(path -> path.startsWith(staging)
                            || path.getFileName().toString().startsWith("_probe"))
                    .map(path -> root.relativize(path).toString())
                    .filter(path -> !path.matches("_staging(/locks(/[^/]*\\.lock)?)?"))
                    .toList();
        }
    }
}
