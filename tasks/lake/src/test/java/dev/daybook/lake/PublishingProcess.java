package dev.daybook.lake;

import dev.daybook.lake.files.LocalFileSteps;
import dev.daybook.lake.model.WriterSettings;
import dev.daybook.lake.publish.Publication;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A process of its own that publishes and dies, looks at what another has left, or holds a lock. */
final class PublishingProcess {

    /** The exit code of a process that died where it was told to. */
    static final int KILLED = 99;

    private PublishingProcess() {}

    /** Runs one of {@code kill}, {@code inspect}, {@code race} and {@code hold}. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        switch (arguments[0]) {
            case "kill" -> kill(PublishScenario.valueOf(arguments[1]), arguments);
            case "inspect" -> inspect(PublishScenario.valueOf(arguments[1]), arguments);
            case "race" -> race(Path.of(arguments[1]), Long.parseLong(arguments[2]));
            case "hold" -> hold(Path.of(arguments[1]));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    /**
     * Publishes into each root at once, stands still right before another step in each of them, the first step in the
     * first root, and dies when all of them stand there.
     */
    private static void kill(PublishScenario scenario, String... arguments) throws InterruptedException {
        List<String> roots = List.of(arguments).subList(2, arguments.length);
        CountDownLatch standing = new CountDownLatch(roots.size());
        for (int i = 0; i < roots.size(); i++) {
            int last = i;
            Path root = Path.of(roots.get(i));
            Thread.ofPlatform()
                    .start(() -> scenario.run(root, scenario.watched((step, _) -> {
                        if (step == last) {
                            standing.countDown();
                            standStill();
                        }
                    })));
        }
        if (standing.await(30, TimeUnit.SECONDS)) {
            Runtime.getRuntime().halt(KILLED);
        }
        throw new IllegalStateException(
                "expected every publication to stand still, found " + standing.getCount() + " that do not");
    }

    private static void standStill() {
        while (true) {
            LockSupport.park();
        }
    }

    /** Prints for each root what is published, and what is after another run. */
    private static void inspect(PublishScenario scenario, String... arguments) throws IOException {
        for (String root : List.of(arguments).subList(2, arguments.length)) {
            Path path = Path.of(root);
            PublishScenario.State found = scenario.state(path);
            scenario.run(path, new LocalFileSteps());
            System.out.println(found + " then " + scenario.state(path) + " leaving " + PublishScenario.leftovers(path));
        }
    }

    /** Waits for a line of input, publishes a number twenty times over, and prints how often it could. */
    private static void race(Path root, long number) throws IOException {
        LocalFileSteps steps = new LocalFileSteps();
        Lake lake = PublishScenario.lake(root, steps);
        System.out.println("ready");
        System.in.read();
        int published = 0;
        int refused = 0;
        for (int i = 0; i < 20; i++) {
            try {
                SampleExtracts.publish(lake, number, i);
                published++;
            } catch (dev.daybook.task.StepFailure.Temporary e) {
                refused++;
            }
        }
        System.out.println(published + " " + refused);
    }

    /** Begins an extract, says so, and waits for the end of its input. */
    private static void hold(Path root) throws IOException {
        LocalFileSteps steps = new LocalFileSteps();
        Lake lake = PublishScenario.lake(root, steps);
        try (Publication publication = lake.begin(SampleExtracts.KEY, SampleExtracts.RUN, WriterSettings.DEFAULT)) {
            System.out.println("holding " + publication.current().isPresent());
            System.in.read();
        }
    }

    /** Starts one. */
    static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "--enable-native-access=ALL-UNNAMED",
                "-Dslf4j.internal.verbosity=ERROR",
                "-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                PublishingProcess.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Waits for the end of one, at most a minute. */
    static int exitCode(Process process) {
        try {
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IllegalStateException("the process hangs: " + process.info());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
