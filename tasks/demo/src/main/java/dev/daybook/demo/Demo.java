package dev.daybook.demo;

import dev.daybook.task.RunId;
import dev.daybook.task.StepFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One demo: sources, then the steps' own jars as child processes, those that may run at once at once. The order is that of
 * the pipeline; each step's jar itself refuses to run out of it.
 */
final class Demo {

    /** The demo's pipeline. */
    static final String PIPELINE = "northwind";

    private final DemoSettings settings;
    private final DemoPlaces places;
    private final Databases databases;
    private final Screen screen;
    private final RunId runId;
    private final Set<StepProcess> running = ConcurrentHashMap.newKeySet();

    Demo(DemoSettings settings, DemoPlaces places, Databases databases, Screen screen, Clock clock) {
        this.settings = settings;
        this.places = places;
        this.databases = databases;
        this.screen = screen;
        this.runId = RunId.create(clock.instant());
    }

    /** Runs the day, or the one step that is asked for; gives the exit code. */
    int run() throws IOException {
        boolean needsSource = settings.step().map(DemoStep::readsSource).orElse(true);
        if (needsSource && !makeSources()) {
            return 1;
        }
        List<List<DemoStep>> order =
                settings.step().map(step -> List.of(List.of(step))).orElse(DemoStep.DAY);
        for (List<DemoStep> atOnce : order) {
            int exitCode = runAtOnce(atOnce);
            if (exitCode != 0) {
                return exitCode;
            }
        }
        showResults();
        return 0;
    }

    private boolean makeSources() {
        return settings.own().isPresent() ? loadOwnSources(settings.own().get()) : makeSample();
    }

    private boolean loadOwnSources(DemoSettings.OwnSources own) {
        long started = System.nanoTime();
        List<String> leftOut = databases.loadOwn(own);
        screen.line(
                "own sources",
                own.sql().getFileName() + ", " + own.orderDetails().getFileName() + "  "
                        + Screen.seconds(Duration.ofNanos(System.nanoTime() - started)));
        leftOut.forEach(line -> screen.line("", line));
        return true;
    }

    private boolean makeSample() {
        String day = settings.day().toString();
        Path csv = places.orderDetails(day);
        try {
            Files.createDirectories(csv.getParent());
        } catch (IOException e) {
            throw new StepFailure.CannotCreate("cannot make " + csv.getParent(), e);
        }
        StepProcess process = start(
                "sample-sources",
                List.of("--day", day, "--csv", csv.toString()),
                databases.variables("SOURCE_DB", Databases.SHOP, Databases.SHOP));
        StepProcess.Outcome outcome = process.await();
        if (outcome.exitCode() != 0) {
            screen.failure(
                    "sample-sources",
                    outcome,
                    process,
                    places.shown(places.log(settings.day(), "sample-sources")),
                    settings.commandFor(""));
            return false;
        }
        String[] lines = outcome.output()
                .lines()
                .map(line -> line.replace(places.root() + "/", ""))
                .toArray(String[]::new);
        screen.line("sample-sources", String.join("; ", lines) + "  " + Screen.seconds(outcome.duration()));
        return true;
    }

    private static StepFailure brokenOff(DemoStep step) {
        return new StepFailure.InputOutput(
                "expected to learn how " + step.name() + " ends, found that its output broke off");
    }

    /** Starts steps at once and waits for all of them; gives the first exit code that is not 0. */
    private int runAtOnce(List<DemoStep> steps) {
        Map<DemoStep, StepProcess> processes = new LinkedHashMap<>();
        steps.forEach(step -> processes.put(step, start(step)));
        List<Thread> waiting = new ArrayList<>();
        Map<DemoStep, StepProcess.Outcome> outcomes = new ConcurrentHashMap<>();
        processes.forEach((step, process) -> waiting.add(Thread.ofVirtual().start(() -> {
            StepProcess.Outcome outcome = process.await();
            outcomes.put(step, outcome);
            if (outcome.exitCode() == 0) {
                screen.step(step.name(), outcome);
            }
        })));
        waiting.forEach(Demo::join);
        int exitCode = 0;
        for (Map.Entry<DemoStep, StepProcess> started : processes.entrySet()) {
            DemoStep step = started.getKey();
            StepProcess.Outcome outcome =
                    Optional.ofNullable(outcomes.get(step)).orElseThrow(() -> brokenOff(step));
            if (outcome.exitCode() != 0) {
                screen.failure(
                        step.name(),
                        outcome,
                        started.getValue(),
                        places.shown(places.log(settings.day(), step.name())),
                        settings.commandFor("STEP=" + step.name() + " "));
                exitCode = exitCode == 0 ? outcome.exitCode() : exitCode;
            }
        }
        return exitCode;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private StepProcess start(DemoStep step) {
        List<String> arguments = new ArrayList<>(List.of(
                "--pipeline", PIPELINE,
                "--date", settings.day().toString(),
                "--lake", places.shown(places.lake()),
                "--run-id", runId.value(),
                "--progress", "none"));
        String orderDetails = settings.own()
                .map(own -> own.orderDetails().toString())
                .orElseGet(() -> places.shown(places.orderDetails("{date}")));
        step.options().forEach(option -> arguments.add(option.replace(DemoStep.ORDER_DETAILS, orderDetails)));
        Map<String, String> variables = new HashMap<>();
        if (step.readsSource()) {
            variables.putAll(databases.variables("SOURCE_DB", Databases.sourceFor(settings), Databases.EXTRACT));
        }
        if (step.readsWarehouse()) {
            variables.putAll(databases.variables("WAREHOUSE_DB", Databases.WAREHOUSE, Databases.WAREHOUSE));
        }
        return start(step.name(), arguments, variables);
    }

    private StepProcess start(String name, List<String> arguments, Map<String, String> variables) {
        StepProcess process = StepProcess.start(places, name, arguments, variables, places.log(settings.day(), name));
        running.add(process);
        return process;
    }

    /** Stops what runs, as when the demo itself is told to stop. */
    void stop() {
        running.forEach(StepProcess::stop);
    }

    private void showResults() throws IOException {
        if (settings.step().isPresent() && !settings.step().get().equals(DemoStep.PUBLISH_REPORT)) {
            screen.heading("Then run the steps after it: " + settings.commandFor(""));
            return;
        }
        new LakeTree(places, settings.day()).show(screen);
        Path report = places.lake()
                .resolve(PIPELINE + "/reports/orders_with_details/logical_date=" + settings.day() + "/report.json");
        new ReportPreview(report).show(screen);
    }
}
