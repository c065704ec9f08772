package dev.daybook.torture;

import dev.daybook.task.log.ErrorOutput;
import dev.daybook.task.log.Log;
import dev.daybook.task.log.LogFormat;
import dev.daybook.task.log.LogLevel;
import dev.daybook.task.log.LogLines;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * The program behind {@code make torture}. {@code SEEDS} is how many seeds to run, from 1 on; {@code SEED} is one seed to
 * run instead. Ends with 1 when one of them shows a difference, with 64 when a number cannot be one.
 */
public final class TortureMain {

    private static final String USUAL_SEEDS = "5";
    private static final int MOST_TRIES = 200;
    private static final int USAGE = 64;

    private TortureMain() {}

    /** Runs the program. */
    public static void main(String[] arguments) {
        System.exit(
                run(System.getenv().getOrDefault("SEED", ""), System.getenv().getOrDefault("SEEDS", "")));
    }

    /** A logback.xml would not be read: task-kit keeps Logback from looking for one. */
    private static void quietServer() {
        Log.install(
                new ErrorOutput(System.err), new LogLines(LogFormat.TEXT, Map.of()), LogLevel.WARN, Clock.systemUTC());
    }

    private static int run(String seed, String seeds) {
        quietServer();
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        String number = seed.isEmpty() ? (seeds.isEmpty() ? USUAL_SEEDS : seeds) : seed;
        if (!number.matches("[1-9][0-9]{0,9}")) {
            out.println((seed.isEmpty() ? "SEEDS" : "SEED") + ": expected a whole number from 1 on; nothing was run");
            return USAGE;
        }
        long last = Long.parseLong(number);
        List<Long> failed = new ArrayList<>();
        try (Server server = Server.start()) {
            Torture torture = new Torture(server, out, MOST_TRIES);
            LongStream.rangeClosed(seed.isEmpty() ? 1 : last, last).forEach(each -> {
                if (!torture.run(DatabaseDraw.of(each), Fault.NONE).isEmpty()) {
                    failed.add(each);
                }
            });
        }
        out.println(
                failed.isEmpty()
                        ? "no difference between source and warehouse"
                        : "DIFFERENT: seeds " + failed + "; again with: make torture SEED=" + failed.getFirst());
        return failed.isEmpty() ? 0 : 1;
    }
}
