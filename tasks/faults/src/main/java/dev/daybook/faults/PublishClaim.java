package dev.daybook.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Publishing a day, with every call on the lake's files killed, failed or cut short, one at a time. The day is old, new or
 * absent, and right after the next undisturbed run.
 */
final class PublishClaim implements Claim {

    private static final Set<Integer> FAILED = Set.of(73, 74, 75);
    private static final int KILLED = 137;

    private final Publisher publisher;
    private final boolean replaces;
    private final FileCalls calls;
    private final Path folder;
    private final Share share;
    private final AtomicInteger trials = new AtomicInteger();
    private final Path before;

    /**
     * @param replaces whether the day is there before, with other content
     * @param folder an empty folder to work in
     */
    PublishClaim(Publisher publisher, boolean replaces, FileCalls calls, Path folder, Share share) {
        this.publisher = publisher;
        this.replaces = replaces;
        this.calls = calls;
        this.folder = folder;
        this.share = share;
        this.before = folder.resolve("before");
    }

    @Override
    public String name() {
        return publisher.name() + (replaces ? " replaces a day" : " publishes a day") + ", file calls disturbed";
    }

    @Override
    public String promise() {
        return "Whichever file call is killed, fails (EIO, ENOSPC) or does half, the day is "
                + (replaces ? "the old" : "absent")
                + " or the new one, whole; the next run makes it right and leaves nothing behind.";
    }

    @Override
    public Optional<String> unavailable() {
        return calls.unavailable();
    }

    @Override
    public Share share() {
        return share;
    }

    @Override
    public List<FaultCase> cases() throws Exception {
        Files.createDirectories(before);
        if (replaces) {
            require(run(before, Content.OLD, Map.of()));
        }
        DayState old = PublishedDay.read(publisher.day(before));
        Path lake = lake();
        Path log = log(lake);
        require(run(lake, Content.NEW, calls.environment(lake, 0, FileCalls.Kind.NONE, log)));
        DayState undisturbed = PublishedDay.read(publisher.day(lake));
        if (!(undisturbed instanceof DayState.Whole) || undisturbed.equals(old)) {
            throw new IllegalStateException("expected a new day, found " + undisturbed);
        }
        DayJudge judge = new DayJudge(publisher, old, undisturbed);
        List<FaultCase> cases = new ArrayList<>();
        for (FileCalls.Call call : FileCalls.calls(log)) {
            for (FileCalls.Kind kind : FileCalls.Kind.values()) {
                if (kind.suits(call)) {
                    cases.add(new FaultCase(
                            "call " + call.number() + " (" + call.name() + " of " + file(call, lake) + "), " + kind,
                            tally -> new Trial(judge, call.number(), kind, tally).run()));
                }
            }
        }
        Folders.delete(lake);
        return cases;
    }

    /** The call's file, without what is different in each run. */
    private static String file(FileCalls.Call call, Path lake) {
        return lake.relativize(Path.of(call.path())).toString().replaceAll("@[^/]*", "@...");
    }

    private static void require(StepRun run) {
        if (run.exitCode() != 0) {
            throw new IllegalStateException("undisturbed: " + run.shown());
        }
    }

    private Path lake() throws IOException {
        Path lake = folder.resolve("lake-" + trials.incrementAndGet());
        Folders.copy(before, lake);
        return lake;
    }

    private Path log(Path lake) {
        return folder.resolve(lake.getFileName() + ".calls");
    }

    private StepRun run(Path lake, Content content, Map<String, String> more) throws IOException, InterruptedException {
        return StepRun.run(
                publisher.command(lake, content), FileCalls.merged(publisher.environment(content), more), folder);
    }

    /** One disturbed run and the one after it. */
    private final class Trial {

        private final DayJudge judge;
        private final int number;
        private final FileCalls.Kind kind;
        private final Tally tally;

        private Trial(DayJudge judge, int number, FileCalls.Kind kind, Tally tally) {
            this.judge = judge;
            this.number = number;
            this.kind = kind;
            this.tally = tally;
        }

        private void run() throws IOException, InterruptedException {
            Path lake = lake();
            Path log = log(lake);
            StepRun disturbed = PublishClaim.this.run(lake, Content.NEW, calls.environment(lake, number, kind, log));
            if (FileCalls.calls(log).stream().anyMatch(FileCalls.Call::hit)) {
                tally.hit();
                judgeExitCode(disturbed);
                judge.afterFault(disturbed, lake, tally);
                judge.afterNext(PublishClaim.this.run(lake, Content.NEW, Map.of()), lake, tally);
            }
            Files.deleteIfExists(log);
            Folders.delete(lake);
        }

        private void judgeExitCode(StepRun run) {
            boolean fits = switch (kind) {
                case KILL, HALF -> run.exitCode() == KILLED;
                case SHORT -> run.exitCode() == 0;
                case EIO, ENOSPC -> run.exitCode() == 0 || FAILED.contains(run.exitCode());
                case NONE, STOP -> false;
            };
            if (!fits) {
                tally.violation("not an exit code of this fault: " + run.shown());
            }
        }
    }
}
