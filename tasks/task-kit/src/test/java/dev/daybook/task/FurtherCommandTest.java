package dev.daybook.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.task.testing.StepRun;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FurtherCommandTest {

    @Test
    void commandForPeoplePrintsItsTextAndNoReceipt() {
        StepRun run = StepRun.of(SampleMain.program(), "inspect", "orders.csv");

        assertThat(run.stdout())
                .isEqualTo("found orders.csv" + System.lineSeparator() + "second line" + System.lineSeparator());
        assertThat(run.stderr()).isEmpty();
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void commandForPeopleThatIsRefusedPrintsNothingOnStdout() {
        StepRun run = StepRun.of(SampleMain.program(), "inspect", "--date=2024-01-20");

        assertThat(run.messages("ERROR"))
                .containsExactly("--date: no such option, --help lists them", "FILE: required");
        assertThat(run.stdout()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(64);
    }

    @Test
    void commandForAPeriodEndsWithAReceiptThatNamesIt() {
        StepRun run = StepRun.of(SampleMain.program(), "retire", "--pipeline", "northwind", "--date", "2024-01-20");

        assertThat(run.receipt().get("command")).isEqualTo("retire");
        assertThat(run.receipt().get("warnings")).isEqualTo("1");
        assertThat(run.receipt().get("warning_texts")).isEqualTo("dropped 2024-01-20");
        assertThat(run.messages("WARN")).containsExactly("dropped 2024-01-20");
    }

    @Test
    void checkEndsWithAReceiptToo() {
        StepRun run =
                StepRun.of(SampleMain.program(), Map.of("SAMPLE_DB_URL", "x"), "check", "--pipeline", "northwind");

        assertThat(run.receipt().get("status")).isEqualTo("checked");
        assertThat(run.messages("INFO")).containsExactly("checked: nothing wrong found");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void helpOfACommandShowsItsParameters() {
        StepRun help = StepRun.of(SampleMain.program(), "inspect", "--help");

        assertThat(help.stdout())
                .startsWith("sample-step inspect: print what was found\n\n"
                        + "Usage: java -jar sample-step.jar inspect [options] FILE\n")
                .contains("  FILE\n      the file to look at; required\n");
    }
}
