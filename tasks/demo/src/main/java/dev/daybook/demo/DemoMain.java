package dev.daybook.demo;

import dev.daybook.task.Environment;
import dev.daybook.task.ExitCode;
import dev.daybook.task.StepFailure;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Starts the demo, in the repository's root. Its settings are environment variables, which {@code make demo} passes on:
 * {@code DATE}, {@code KEEP}, {@code SOURCE_SQL} with {@code ORDER_DETAILS}, {@code STEP}.
 */
public final class DemoMain {

    private DemoMain() {}

    /** Runs the demo and ends the process with the exit code of the step that failed, or 0. */
    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT);
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(new Environment(System.getenv()), Path.of("").toAbsolutePath(), Clock.systemUTC(), out, err));
    }

    static int run(Environment environment, Path root, Clock clock, PrintStream out, PrintStream err) {
        try {
            return run(DemoSettings.from(environment, clock), new DemoPlaces(root), clock, new Screen(out));
        } catch (StepFailure failure) {
            failure.problems().forEach(problem -> err.println("demo: " + problem));
            return ExitCode.of(failure);
        } catch (IOException e) {
            err.println("demo: " + e);
            return ExitCode.of(new StepFailure.InputOutput(String.valueOf(e.getMessage()), e));
        }
    }

    private static int run(DemoSettings settings, DemoPlaces places, Clock clock, Screen screen) throws IOException {
        screen.plain("Daybook: pipeline " + Demo.PIPELINE + ", " + settings.day());
        screen.plain("");
        long started = System.nanoTime();
        Passwords passwords = new Passwords(places.passwords(), Databases.ROLES);
        PostgresServer server = PostgresServer.start(places.kept(), passwords);
        AtomicReference<Demo> running = new AtomicReference<>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            Optional.ofNullable(running.get()).ifPresent(Demo::stop);
            server.close();
        }));
        Databases databases = new Databases(server, passwords);
        databases.createMissing();
        Duration startTime = Duration.ofNanos(System.nanoTime() - started);
        screen.line(
                "PostgreSQL",
                databases.version() + " on 127.0.0.1:" + server.port()
                        + (server.started() ? ", up in " + Screen.seconds(startTime) : ", kept up by another demo"));
        Demo demo = new Demo(settings, places, databases, screen, clock);
        running.set(demo);
        int exitCode = demo.run();
        if (exitCode == 0) {
            new LookFurther(settings, places, server.port()).show(screen);
        }
        if (settings.keep()) {
            if (exitCode != 0) {
                screen.heading("The databases stay up until you press Enter or Ctrl-C.");
            }
            waitForEnter();
        }
        return exitCode;
    }

    /** Returns at Enter; where there is no terminal, only a signal ends it. */
    private static void waitForEnter() throws IOException {
        int read = System.in.read();
        if (read < 0) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
