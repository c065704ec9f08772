package dev.daybook.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.lake.PublishScenario.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Kills a process in whose publications every single step is the next one, and has another process look at what is left.
 * Publications of other lakes know nothing of each other, so one process is enough.
 */
class PublishKillsTest {

    @TempDir
    private Path folder;

    /** Without first reports, which take the same steps as first extracts. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FIRST_REPORT")
    void aKillAtAnyStepLeavesOldOrNewAndTheNextRunPublishes(PublishScenario scenario) throws IOException {
        List<String> names = steps(scenario);
        List<Path> roots = IntStream.range(0, names.size())
                .mapToObj(step -> folder.resolve("lake-" + step))
                .toList();
        roots.forEach(scenario::prepare);
        kill(scenario, roots);

        List<String> found = inspect(scenario, roots);

        List<String> allowed = new ArrayList<>(List.of(after(scenario.before()), after(State.NEW)));
        if (scenario.mayBeAbsent()) {
            allowed.add(after(State.ABSENT));
        }
        for (int step = 0; step < names.size(); step++) {
            assertThat(found.get(step))
                    .as("%s killed before step %s, %s", scenario, step, names.get(step))
                    .isIn(allowed);
        }
        // The kills covered both sides of the moment at which it becomes visible.
        assertThat(found).contains(after(scenario.before()), after(State.NEW));
        assertThat(found).filteredOn(after(State.ABSENT)::equals).hasSize(absent(scenario, names.size(), found));
    }

    /** Where folders cannot be exchanged, exactly one step, the second rename, finds nothing published. */
    private static int absent(PublishScenario scenario, int steps, List<String> found) {
        if (scenario.before() == State.OLD) {
            return scenario.mayBeAbsent() ? 1 : 0;
        }
        return steps - (int) found.stream().filter(after(State.NEW)::equals).count();
    }

    private static String after(State state) {
        return state + " then NEW leaving []";
    }

    private List<String> steps(PublishScenario scenario) {
        Path root = folder.resolve("count");
        scenario.prepare(root);
        WatchedSteps steps = scenario.watched((_, _) -> {});
        scenario.run(root, steps);
        return steps.names();
    }

    private static void kill(PublishScenario scenario, List<Path> roots) throws IOException {
        assertThat(PublishingProcess.exitCode(start("kill", scenario, roots)))
                .as("%s was killed", scenario)
                .isEqualTo(PublishingProcess.KILLED);
    }

    private static List<String> inspect(PublishScenario scenario, List<Path> roots) throws IOException {
        Process process = start("inspect", scenario, roots);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(PublishingProcess.exitCode(process)).isZero();
        return output.lines().toList();
    }

    private static Process start(String action, PublishScenario scenario, List<Path> roots) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(action, scenario.name()));
        roots.forEach(root -> arguments.add(root.toString()));
        return PublishingProcess.start(arguments.toArray(String[]::new));
    }
}
