package dev.daybook.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.task.run.StepProgram;
import dev.daybook.task.testing.StepRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many periods in one run. */
class ThroughTest {

    private static StepRun run(String... options) {
        List<String> arguments = new ArrayList<>(List.of("--pipeline", "shop", "--run-id", "r1"));
        arguments.addAll(List.of(options));
        return StepRun.of(SampleMain.program(), Map.of("SAMPLE_DB_URL", "x"), arguments.toArray(String[]::new));
    }

    @Test
    void periodsAreDoneInTheirOrderAndSummedUp() {
        StepRun run = run("--date", "2024-01-20T23", "--through", "2024-01-21T01");

        String done = "done: 2 datasets, 2,155 rows, 1.2 MB in 0.0 s";
        assertThat(run.exitCode()).isZero();
        assertThat(run.messages("INFO"))
                .containsExactly(
                        "2024-01-20T23: " + done,
                        "2024-01-21T00: " + done,
                        "2024-01-21T01: " + done,
                        "done: 3 periods, 6 datasets, 6,465 rows, 3.7 MB in 0.0 s");
        assertThat(run.stdout())
                .isEqualTo("{\"step\":\"sample-step\",\"pipeline\":\"shop\",\"period\":\"2024-01-20T23\","
                        + "\"through\":\"2024-01-21T01\",\"run_id\":\"r1\",\"attempt\":1,\"status\":\"done\","
                        + "\"periods\":3,\"datasets\":6,\"rows\":6465,\"bytes\":3703701,\"seconds\":0.000,"
                        + "\"warnings\":0}\n");
    }

    @Test
    void firstFailureEndsTheRunAndNamesItsPeriod() {
        StepRun run = run("--date=2024-01-20", "--through=2024-01-23", "--only-in=2024-01-22", "--ending=not_ready");

        assertThat(run.exitCode()).isEqualTo(66);
        assertThat(run.messages("ERROR")).containsExactly("2024-01-22: no extract of csv, run extract-csv first");
        assertThat(run.stdout())
                .isEqualTo("{\"step\":\"sample-step\",\"pipeline\":\"shop\",\"period\":\"2024-01-20\","
                        + "\"through\":\"2024-01-23\",\"run_id\":\"r1\",\"attempt\":1,\"status\":\"failed\","
                        + "\"kind\":\"not-ready\",\"exit_code\":66,"
                        + "\"message\":\"2024-01-22: no extract of csv, run extract-csv first\","
                        + "\"periods\":2,\"datasets\":4,\"rows\":4310,\"bytes\":2469134,\"seconds\":0.000,"
                        + "\"warnings\":0}\n");
    }

    @ParameterizedTest
    @CsvSource({"unchanged,unchanged", "kept,kept"})
    void statusIsDoneUnlessNothingWasDone(String ending, String status) {
        StepRun none = run("--date=2024-01-20", "--through=2024-01-21", "--ending=" + ending);
        StepRun some = run("--date=2024-01-20", "--through=2024-01-21", "--ending=" + ending, "--only-in=2024-01-20");

        assertThat(none.receipt()).containsEntry("status", status).containsEntry("periods", "2");
        assertThat(some.receipt()).containsEntry("status", "done");
    }

    @Test
    void warningsAndLinesOfJsonSayWhichPeriodTheyAreOf() {
        StepRun text = run("--date=2024-01-20", "--through=2024-01-21", "--ending=warn");
        StepRun json = run("--date=2024-01-20", "--through=2024-01-21", "--log-format=json");

        assertThat(text.messages("WARN")).hasSize(2000).contains("2024-01-21: table public.t7 has no primary key");
        assertThat(text.receipt()).containsEntry("warnings", "2000");
        assertThat(text.receipt().get("warning_texts")).startsWith("2024-01-20: table public.t0 has no primary key\n");
        assertThat(json.log())
                .hasSize(3)
                .first()
                .isEqualTo("{\"time\":\"2026-11-21T10:00:00Z\",\"level\":\"INFO\",\"step\":\"sample-step\","
                        + "\"pipeline\":\"shop\",\"period\":\"2024-01-20\",\"run_id\":\"r1\","
                        + "\"message\":\"done: 2 datasets, 2,155 rows, 1.2 MB in 0.0 s\"}");
        assertThat(json.log().get(1)).contains("\"period\":\"2024-01-21\"");
        assertThat(json.log().get(2)).contains("\"period\":\"2024-01-20\",\"through\":\"2024-01-21\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2024-01-20    | 2024-01-20T07 | expected a period as long as --date 2024-01-20, found '2024-01-20T07'
            2024-01-20T07 | 2024-01-21    | expected a period as long as --date 2024-01-20T07, found '2024-01-21'
            2024-01-20T07 | 2024-01-20T06 | expected a period not before --date 2024-01-20T07, found '2024-01-20T06'
            2024-01-01T00 | 2025-02-20T16 | expected at most 10,000 periods from --date 2024-01-01T00 on, found '2025-02-20T16', which is 10,001
            2026-11-21T09 | 2026-11-21T11 | expected a period that has begun in UTC, found '2026-11-21T11', and now is 2026-11-21T10:00:00Z
            2024-01-20    | 2024-02-30    | expected a day YYYY-MM-DD or an hour YYYY-MM-DDTHH that exists, found '2024-02-30'
            """)
    void wrongLastPeriodIsRefused(String date, String through, String message) {
        StepRun run = run("--date", date, "--through", through);

        assertThat(run.messages("ERROR")).containsExactly("--through: " + message);
        assertThat(run.exitCode()).isEqualTo(64);
    }

    @Test
    void tenThousandPeriodsAreAllowed() {
        StepRun run = run("--date=2024-01-01T00", "--through=2025-02-20T15", "--ending=not_ready");

        assertThat(run.messages("ERROR")).containsExactly("2024-01-01T00: no extract of csv, run extract-csv first");
    }

    @Test
    void otherCommandsAndStepsForThePresentDoNotTakeIt() {
        StepRun check = run("check", "--through", "2024-01-21");
        StepRun present =
                StepRun.of(StepProgram.of("sample-step", SampleStep::new), "--date=2024-01-20", "--through=2024-01-21");

        assertThat(check.exitCode()).isEqualTo(64);
        assertThat(present.messages("ERROR")).contains("--through: no such option, --help lists them");
    }
}
