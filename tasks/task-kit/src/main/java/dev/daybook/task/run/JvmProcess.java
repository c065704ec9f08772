package dev.daybook.task.run;

import dev.daybook.task.log.LoggedStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process that a step's program has for itself. */
final class JvmProcess implements ProcessControl {

    private static final int USUAL_WIDTH = 80;
    private static final int NARROWEST = 20;

    private final OutputStream stdout = new FileOutputStream(FileDescriptor.out);
    private final OutputStream stderr = new FileOutputStream(FileDescriptor.err);
    private final Map<String, String> environment = System.getenv();
    private @Nullable Thread hook;
    private volatile Runnable outOfMemory = () -> {};

    /** Makes the process the same on every host: UTC, root locale, UTF-8; nothing but the receipt reaches stdout. */
    Surroundings prepare() {
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        Locale.setDefault(Locale.ROOT);
        System.setOut(logged("stdout"));
        System.setErr(logged("stderr"));
        Thread.setDefaultUncaughtExceptionHandler(this::uncaught);
        return new Surroundings(environment, Clock.systemUTC(), stdout, stderr);
    }

    private static PrintStream logged(String name) {
        // The logger is looked up when a line comes, as most runs have none.
        LoggedStream stream = new LoggedStream(
                line -> LoggerFactory.getLogger(StepProgram.class).info("{}: {}", name, line));
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }

    private void uncaught(Thread thread, Throwable thrown) {
        if (OutOfMemory.isCauseOf(thrown)) {
            outOfMemory.run();
        }
        Logger log = LoggerFactory.getLogger(StepProgram.class);
        log.error("bug: thread {} ended by {}", thread.getName(), thrown.toString(), thrown);
    }

    @Override
    public int terminalWidth() {
        if (!isTerminal() || "dumb".equals(environment.get("TERM"))) {
            return 0;
        }
        String columns = environment.getOrDefault("COLUMNS", "");
        int width = columns.matches("[0-9]{1,4}") ? Integer.parseInt(columns) : USUAL_WIDTH;
        return Math.max(width, NARROWEST);
    }

    /** Linux tells by a link what stderr is, at no cost; elsewhere the JDK's answer for stdin and stdout must do. */
    private static boolean isTerminal() {
        Path link = Path.of("/proc/self/fd/2");
        try {
            if (Files.isSymbolicLink(link)) {
                String target = Files.readSymbolicLink(link).toString();
                return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
            }
        } catch (IOException e) {
            return false;
        }
        return System.console() != null && System.console().isTerminal();
    }

    @Override
    public void onOutOfMemory(Runnable end) {
        outOfMemory = end;
    }

    @Override
    public void onSignal(Runnable stop) {
        hook = Thread.ofPlatform().name("signal").unstarted(stop);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void endSignals() {
        try {
            if (hook != null) {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
        } catch (IllegalStateException e) {
            // The process is ending already; the hook sees that the run is reported.
        }
    }

    @Override
    public void halt(int exitCode) {
        Runtime.getRuntime().halt(exitCode);
    }

    @Override
    public void awaitHalt() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
