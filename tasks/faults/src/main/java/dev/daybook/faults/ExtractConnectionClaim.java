package dev.daybook.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** An extract whose connections to the source are disturbed: the day stays the old one, or is the new one as a whole. */
final class ExtractConnectionClaim implements Claim {

    private final Server server;
    private final Publisher publisher;
    private final Path folder;
    private final Share share;
    private final AtomicInteger trials = new AtomicInteger();
    private final Path before;

    /** @param folder an empty folder to work in */
    ExtractConnectionClaim(Server server, Publisher publisher, Path folder, Share share) {
        this.server = server;
        this.publisher = publisher;
        this.folder = folder;
        this.share = share;
        this.before = folder.resolve("before");
    }

    @Override
    public String name() {
        return publisher.name() + ", source's connections disturbed";
    }

    @Override
    public String promise() {
        return "Wherever a connection is cut, reset or stalled, or its back end terminated, the day is the old or the new one,"
                + " whole, and the exit code says that a retry helps.";
    }

    @Override
    public Share share() {
        return share;
    }

    @Override
    public List<FaultCase> cases() throws Exception {
        Files.createDirectories(before);
        StepRun.run(publisher.command(before, Content.OLD), publisher.environment(Content.OLD), folder);
        Path lake = lake();
        PostgresProxy counted;
        try (PostgresProxy proxy = PostgresProxy.start(server, new ConnectionFault.None())) {
            through(proxy, lake).await();
            counted = proxy;
        }
        DayJudge judge = new DayJudge(
                publisher, PublishedDay.read(publisher.day(before)), PublishedDay.read(publisher.day(lake)));
        if (judge.old().equals(judge.undisturbed())) {
            throw new IllegalStateException("expected a new day, found the old one: " + judge.old());
        }
        Folders.delete(lake);
        List<ConnectionFault> faults = new ArrayList<>(ConnectionFaults.atStatements(counted));
        faults.addAll(ConnectionFaults.afterBytes(counted));
        return faults.stream()
                .map(fault -> new FaultCase(ConnectionFaults.shown(fault), tally -> tryOut(judge, fault, tally)))
                .toList();
    }

    private Path lake() throws IOException {
        Path lake = folder.resolve("lake-" + trials.incrementAndGet());
        Folders.copy(before, lake);
        return lake;
    }

    private StepRun.Started through(PostgresProxy proxy, Path lake) throws IOException {
        return StepRun.start(
                publisher.command(lake, Content.NEW), Shop.source(proxy.url(Shop.database(Content.NEW))), folder);
    }

    private void tryOut(DayJudge judge, ConnectionFault fault, Tally tally) throws IOException, InterruptedException {
        Path lake = lake();
        StepRun disturbed;
        boolean hit;
        try (PostgresProxy proxy = PostgresProxy.start(server, fault)) {
            StepRun.Started started = through(proxy, lake);
            proxy.killBy(() -> started.process().destroyForcibly());
            disturbed = started.await();
            hit = proxy.hit();
        }
        if (hit) {
            tally.hit();
            if (!ConnectionFaults.fits(fault, disturbed.exitCode())) {
                tally.violation("not an exit code of this fault: " + disturbed.shown());
            }
            judge.afterFault(disturbed, lake, tally);
            StepRun next =
                    StepRun.run(publisher.command(lake, Content.NEW), publisher.environment(Content.NEW), folder);
            judge.afterNext(next, lake, tally);
        }
        Folders.delete(lake);
    }
}
