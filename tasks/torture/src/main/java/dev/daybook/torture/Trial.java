package dev.daybook.torture;

import dev.daybook.torture.Difference.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One random database through three days: the first, loaded twice; the next after changes; an older one loaded last.
 * Ends at the first day that has differences.
 */
final class Trial implements AutoCloseable {

    /** The pipeline, and with it the schema of the views. */
    static final String PIPELINE = "torture";

    private static final List<String> SETTINGS_OF_LOAD = List.of("--sources", "postgres", "--recreate-views");

    /** What a misfit's message prints, ready to paste into a shell. */
    private static final Pattern TYPE_OPTION = Pattern.compile("--type ('(?:[^']|'\\\\'')*'|[^ ';]+)");

    private static final int MOST_MISFITS = 50;

    /**
     * What a trial gave.
     *
     * @param differences what was not as it should be; empty when all was well
     * @param taken the statements that the source took
     * @param refused how many it refused
     * @param tables the tables that were compared, over all days
     * @param misfits how many columns the extract asked to be declared as text
     * @param fault what was injected
     */
    record Outcome(
            List<Difference> differences, List<String> taken, int refused, int tables, int misfits, String fault) {}

    private final Server server;
    private final SampleDatabase sample;
    private final Fault fault;
    private final Database source;
    private final Database warehouse;
    private final Path lake;
    private final List<Difference> differences = new ArrayList<>();
    private final List<String> taken = new ArrayList<>();
    private final List<String> typeOptions = new ArrayList<>();
    private int refused;
    private int tables;
    private int misfits;
    private String injected = "";

    private Trial(Server server, SampleDatabase sample, Fault fault) {
        this.server = server;
        this.sample = sample;
        this.fault = fault;
        this.source = server.create(sample.encoding());
        this.warehouse = server.create("UTF8");
        try {
            this.lake = Files.createTempDirectory("daybook-torture-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a trial. */
    static Outcome run(Server server, SampleDatabase sample, Fault fault) {
        try (Trial trial = new Trial(server, sample, fault)) {
            trial.prepare();
            trial.days();
            return new Outcome(
                    List.copyOf(trial.differences),
                    List.copyOf(trial.taken),
                    trial.refused,
                    trial.tables,
                    trial.misfits,
                    trial.injected);
        }
    }

    private void prepare() {
        change(sample.firstDay());
        // A server may not have a locale; then the setting is not part of the trial.
        source.attempt(Setting.sql(sample.sourceSettings(), source.name()));
        warehouse.attempt(Setting.sql(sample.warehouseSettings(), warehouse.name()));
    }

    private void change(List<String> statements) {
        List<String> done = source.attempt(statements);
        taken.addAll(done);
        refused += statements.size() - done.size();
    }

    private void days() {
        day("2024-01-20", true);
        if (fine()) {
            again("extract-postgres", "2024-01-20", typeOptions);
            again("load-postgres", "2024-01-20", SETTINGS_OF_LOAD);
        }
        if (!fine() || fault != Fault.NONE) {
            return;
        }
        List<String> first = Comparison.fingerprint(warehouse, schema("2024-01-20"));
        change(sample.secondDay());
        day("2024-01-21", true);
        requireSame("2024-01-20", first);
        if (fine()) {
            List<String> second = Comparison.fingerprint(warehouse, schema("2024-01-21"));
            change(sample.thirdDay());
            day("2024-01-19", false);
            requireSame("2024-01-20", first);
            requireSame("2024-01-21", second);
        }
    }

    private boolean fine() {
        return differences.isEmpty();
    }

    private static String schema(String date) {
        return PIPELINE + "_" + date.replace('-', '_');
    }

    private void day(String date, boolean newest) {
        // A column that was declared for the day before may be gone.
        typeOptions.clear();
        if (!extract(date)) {
            return;
        }
        StepRun load = step("load-postgres", date, SETTINGS_OF_LOAD);
        if (load.exitCode() != 0) {
            differ(date, "load-postgres ended with " + load.exitCode() + ": " + load.message());
            return;
        }
        if (fault != Fault.NONE) {
            injected = fault.inject(warehouse, schema(date));
        }
        tables += Integer.parseInt(load.receipt("datasets"));
        List<Difference> found = Comparison.of(source, warehouse, schema(date), newest ? PIPELINE : "");
        differences.addAll(found);
        StepRun verify = step("load-postgres verify", date, List.of("--sources", "postgres", "--against", "source"));
        new Verification(verify).judge(schema(date), found).ifPresent(differences::add);
    }

    /** Extracts; a column with values that do not fit is declared as the message says, and then must not be named again. */
    private boolean extract(String date) {
        while (true) {
            StepRun extract = step("extract-postgres", date, typeOptions);
            if (extract.exitCode() == 0) {
                return true;
            }
            boolean declared = extract.exitCode() == 65
                    && typeOptions.size() / 2 < MOST_MISFITS
                    && declareAsTold(extract.message());
            misfits += declared ? 1 : 0;
            if (!declared) {
                differ(date, "extract-postgres ended with " + extract.exitCode() + ": " + extract.message());
                return false;
            }
        }
    }

    private boolean declareAsTold(String message) {
        boolean declared = false;
        Matcher options = TYPE_OPTION.matcher(message);
        while (options.find()) {
            String value = options.group(1).startsWith("'")
                    ? options.group(1)
                            .substring(1, options.group(1).length() - 1)
                            .replace("'\\''", "'")
                    : options.group(1);
            if (!typeOptions.contains(value)) {
                typeOptions.addAll(List.of("--type", value));
                declared = true;
            }
        }
        return declared;
    }

    private void again(String step, String date, List<String> options) {
        StepRun run = step(step, date, options);
        if (run.exitCode() != 0 || !run.receipt("status").equals("unchanged")) {
            differ(
                    date,
                    step + " once more: expected 0 and unchanged, found " + run.exitCode() + " and "
                            + run.receipt("status") + ": " + run.receipt("message"));
        }
    }

    private void requireSame(String date, List<String> before) {
        List<String> now = Comparison.fingerprint(warehouse, schema(date));
        if (!now.equals(before)) {
            differences.add(new Difference(
                    Kind.EARLIER_DAY,
                    schema(date),
                    "expected " + before + " as before the load of another day, found " + now));
        }
    }

    /** Runs a step, or a command of a step: {@code load-postgres verify}. */
    private StepRun step(String command, String date, List<String> options) {
        List<String> words = List.of(command.split(" "));
        String step = words.getFirst();
        List<String> arguments = new ArrayList<>(words.subList(1, words.size()));
        arguments.addAll(
                List.of("--pipeline", PIPELINE, "--date", date, "--lake", lake.toString(), "--progress", "none"));
        arguments.addAll(options);
        // Tables are dropped between the days, which steps refuse unless they are told that it is right.
        arguments.addAll(List.of("--allow-missing", "*"));
        Map<String, String> variables = new HashMap<>(source.variables("SOURCE_DB"));
        variables.putAll(warehouse.variables("WAREHOUSE_DB"));
        return StepRun.of(step, variables, arguments);
    }

    private void differ(String date, String found) {
        differences.add(new Difference(Kind.STEP, schema(date), found));
    }

    @Override
    public void close() {
        server.drop(source);
        server.drop(warehouse);
        try (Stream<Path> files = Files.walk(lake)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
