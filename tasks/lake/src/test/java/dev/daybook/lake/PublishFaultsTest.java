package dev.daybook.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.daybook.lake.PublishScenario.State;
import dev.daybook.task.StepFailure;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lets every single step of publishing fail, one after the other, with a full disk and with a broken one. */
class PublishFaultsTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void anErrorAtAnyStepLeavesOldOrNewAndTheNextRunPublishes(PublishScenario scenario) throws IOException {
        int steps = count(scenario);
        assertThat(steps).isGreaterThan(20);
        for (String reason : List.of("No space left on device", "Input/output error")) {
            for (int step = 0; step < steps; step++) {
                Path root = folder.resolve(reason.charAt(0) + "-" + step);
                breakOneStep(scenario, root, step, reason);
            }
        }
    }

    private int count(PublishScenario scenario) {
        Path root = folder.resolve("count");
        scenario.prepare(root);
        WatchedSteps steps = scenario.watched((_, _) -> {});
        scenario.run(root, steps);
        assertThat(scenario.state(root)).isEqualTo(State.NEW);
        return steps.names().size();
    }

    private static void breakOneStep(PublishScenario scenario, Path root, int step, String reason) throws IOException {
        scenario.prepare(root);
        List<String> broken = new ArrayList<>();
        WatchedSteps steps = scenario.watched((number, name) -> {
            if (number == step) {
                broken.add(name);
                throw new FileSystemException(name, null, reason);
            }
        });

        Throwable failure = catchThrowable(() -> scenario.run(root, steps));

        String what = scenario + ": " + reason + " at step " + step + ", " + broken;
        assertThat(broken).as("%s happened", what).hasSize(1);
        State state = scenario.state(root);
        if (failure == null) {
            // Only tidying may fail without failing the run.
            assertThat(broken.getFirst()).startsWith("delete");
            assertThat(state).as(what).isEqualTo(State.NEW);
        } else {
            assertThat(failure).as(what).isInstanceOf(StepFailure.InputOutput.class);
            assertThat(failure.getMessage()).as(what).contains(reason).doesNotContain("\n");
            assertThat(state).as(what).isIn(scenario.before(), State.NEW);
        }
        scenario.run(root, new dev.daybook.lake.files.LocalFileSteps());
        assertThat(scenario.state(root)).as("%s, run again", what).isEqualTo(State.NEW);
        assertThat(PublishScenario.leftovers(root)).as(what).isEmpty();
    }
}
