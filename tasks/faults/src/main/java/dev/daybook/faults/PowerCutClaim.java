package dev.daybook.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Publishing a day on a file system whose power is cut: before each call that changes something the process is halted, and what
 * the disk holds at that moment, an image in a file, is copied and mounted as after a power cut.
 */
final class PowerCutClaim implements Claim {

    private final Publisher publisher;
    private final FileCalls calls;
    private final PowerCutDisk disk;
    private final int step;
    private final Path folder;

    /** @param step looks at each step-th halt */
    PowerCutClaim(Publisher publisher, FileCalls calls, PowerCutDisk disk, int step, Path folder) {
        this.publisher = publisher;
        this.calls = calls;
        this.disk = disk;
        this.step = step;
        this.folder = folder;
    }

    @Override
    public String name() {
        return publisher.name() + " replaces a day, power cut";
    }

    @Override
    public String promise() {
        return "Whenever the power is cut, the disk holds the old or the new day, whole.";
    }

    @Override
    public Optional<String> unavailable() {
        return calls.unavailable().or(disk::unavailable);
    }

    @Override
    public Share share() {
        return new Share(1, 60);
    }

    @Override
    public List<FaultCase> cases() {
        return List.of(new FaultCase("each moment of one run", this::run));
    }

    private void run(Tally tally) throws IOException, InterruptedException {
        try (PowerCutDisk.Mounted live = disk.mount()) {
            Path lake = Files.createDirectories(live.folder().resolve("lake"));
            StepRun first =
                    StepRun.run(publisher.command(lake, Content.OLD), publisher.environment(Content.OLD), folder);
            if (first.exitCode() != 0) {
                throw new IllegalStateException("undisturbed: " + first.shown());
            }
            live.sync();
            DayState old = PublishedDay.read(publisher.day(lake));
            if (!disk.losesWhatIsNotSynced(live)) {
                tally.violation("this machine's image keeps what was not synced, so a power cut shows nothing");
                return;
            }
            Path log = folder.resolve("power-cut.calls");
            Files.deleteIfExists(log);
            StepRun.Started started = StepRun.start(
                    publisher.command(lake, Content.NEW),
                    FileCalls.merged(
                            publisher.environment(Content.NEW), calls.environment(lake, 0, FileCalls.Kind.STOP, log)),
                    folder);
            Map<Integer, DayState> cuts = new Halts(started.process(), log, step)
                    .lookAt(() ->
                            disk.afterPowerCut(live, image -> PublishedDay.read(publisher.day(image.resolve("lake")))));
            StepRun run = started.await();
            DayState undisturbed = PublishedDay.read(publisher.day(lake));
            if (run.exitCode() != 0 || old.equals(undisturbed)) {
                tally.violation("the halted run itself ended with " + run.shown() + " and left " + undisturbed);
            }
            judge(cuts, old, undisturbed, tally);
        }
    }

    private static void judge(Map<Integer, DayState> cuts, DayState old, DayState undisturbed, Tally tally) {
        cuts.forEach((halt, day) -> {
            tally.injected();
            tally.hit();
            if (!day.equals(old) && !day.equals(undisturbed)) {
                tally.violation("power cut before changing call " + halt + ": the day is " + day);
            }
        });
    }
}
