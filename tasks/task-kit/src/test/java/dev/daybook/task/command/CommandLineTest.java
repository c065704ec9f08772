package dev.daybook.task.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.task.SampleStep;
import dev.daybook.task.run.StepProgram;
import dev.daybook.task.testing.StepRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

    private static final StepProgram PROGRAM = StepProgram.of("sample-step", SampleStep::new);

    private static StepRun run(Map<String, String> environment, String... arguments) {
        Map<String, String> variables = new TreeMap<>(environment);
        variables.put("SAMPLE_DB_URL", "x");
        return StepRun.of(PROGRAM, variables, arguments);
    }

    private static StepRun complete(String... further) {
        List<String> arguments = new ArrayList<>(List.of("--pipeline", "northwind", "--date", "2024-01-20"));
        arguments.addAll(List.of(further));
        return run(Map.of(), arguments.toArray(String[]::new));
    }

    @Test
    void allProblemsAreReportedAtOnceEachOnItsLine() {
        StepRun run = run(
                Map.of("DAYBOOK_ATTEMPT", "0", "DAYBOOK_RUNID", "r1", "DAYBOOK_LOG_LEVEL", "loud"),
                "--piepline",
                "northwind",
                "--date=2024-02-30",
                "--progress",
                "plian",
                "extra",
                "--number",
                "seven",
                "--lake",
                "s3://bucket",
                "--what");

        assertThat(run.messages("ERROR"))
                .containsExactlyInAnyOrder(
                        "--piepline: no such option, did you mean --pipeline?",
                        "argument 6: unexpected, --help shows what is expected; it is not shown, as it may be a secret",
                        "--what: no such option, --help lists them",
                        "--date: expected a day YYYY-MM-DD or an hour YYYY-MM-DDTHH that exists, found '2024-02-30'",
                        "--progress: expected one of auto, plain, json, none, found 'plian', did you mean plain?",
                        "--number: expected a whole number from 0 to 99, found 'seven'",
                        "DAYBOOK_ATTEMPT: expected a whole number from 1, found '0'",
                        "DAYBOOK_RUNID: no such variable, did you mean DAYBOOK_RUN_ID?",
                        "DAYBOOK_LOG_LEVEL: expected one of debug, info, warn, error, found 'loud'",
                        "--lake: expected a local folder, remote lakes come in a later version, found 's3://bucket'");
        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.receipt().get("message")).contains("--piepline: ", "DAYBOOK_RUNID: ", "--lake: ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --number            | --number: needs a value, N
            --number=           | --number: expected a whole number from 0 to 99, found ''
            --number=1 --number=2 | --number: given twice, expected once
            --number --type a=b | --number: needs a value, N
            --number=100        | --number: expected a whole number from 0 to 99, found '100'
            --number=0 --replace | --number: expected from 1 with --replace, found 0
            --log-level=debug   | --log-level: no such option, --help lists them
            --ending=dnoe       | --ending: expected one of done, unchanged, kept, usage, bad_data, not_ready, unreachable, bug, cannot_create, input_output, temporary, denied, configuration, out_of_memory, out_of_memory_in_worker, out_of_memory_in_thread, describe, warn, wait, publish_and_wait, found 'dnoe', did you mean done?
            --type=a            | --type: expected COLUMN=TYPE, found 'a'
            --replace=perhaps   | --replace: expected true or false, found 'perhaps'
            --attempt=-1        | --attempt: expected a whole number from 1, found '-1'
            --run-id=a/b        | --run-id: expected a run id of at most 200 letters, digits and . _ : + -, found 'a/b'
            --receipt-file=     | --receipt-file: expected a file, found ''
            --lake=             | --lake: expected a folder, found ''
            -date=2024-01-20    | -date: no such option, did you mean --date?
            @file               | argument 5: unexpected, --help shows what is expected; it is not shown, as it may be a secret
            """)
    void wrongOptionIsNamedWithWhatWasExpectedAndFound(String argument, String message) {
        StepRun run = complete(argument.split(" "));

        assertThat(run.messages("ERROR")).containsExactly(message);
        assertThat(run.exitCode()).isEqualTo(64);
    }

    @Test
    void pipelineNameIsChecked() {
        StepRun run = run(Map.of(), "--pipeline", "North Wind\n", "--date", "2024-01-20");

        assertThat(run.messages("ERROR"))
                .containsExactly("--pipeline: expected a pipeline name [a-z][a-z0-9_]{0,30}, found 'North Wind\\n'");
    }

    @Test
    void variablesStandForOptionsAndOptionsWin() {
        StepRun run = run(
                Map.of(
                        "DAYBOOK_PIPELINE", "northwind",
                        "DAYBOOK_DATE", "2024-01-20",
                        "DAYBOOK_NUMBER", "5",
                        "DAYBOOK_INCLUDE", "public.*, sales.*",
                        "DAYBOOK_TYPE", "a=decimal(38,9),b=text",
                        "DAYBOOK_REPLACE", "true",
                        "DAYBOOK_ENDING", "Done"),
                "--number",
                "06");

        assertThat(run.receipt().get("note"))
                .isEqualTo("number 6, types [a=decimal(38,9), b=text], include [public.*, sales.*], replace true");
    }

    @Test
    void everyWrongValueOfAListIsNamed() {
        assertThat(complete("--type=a", "--type=b=text", "--type=c").messages("ERROR"))
                .containsExactly("--type: expected COLUMN=TYPE, found 'a'", "--type: expected COLUMN=TYPE, found 'c'");
        assertThat(run(Map.of("DAYBOOK_TYPE", "a,b=text,c"), "--pipeline", "northwind", "--date", "2024-01-20")
                        .messages("ERROR"))
                .containsExactly(
                        "DAYBOOK_TYPE: expected COLUMN=TYPE, found 'a'",
                        "DAYBOOK_TYPE: expected COLUMN=TYPE, found 'c'");
    }

    @Test
    void ruleBetweenOptionsIsToldWithWrongValuesAndNamesTheVariableThatGaveTheValue() {
        StepRun run =
                run(Map.of("DAYBOOK_NUMBER", "0"), "--pipeline", "northwind", "--date", "2024-02-30", "--replace");

        assertThat(run.messages("ERROR"))
                .containsExactly(
                        "--date: expected a day YYYY-MM-DD or an hour YYYY-MM-DDTHH that exists, found '2024-02-30'",
                        "DAYBOOK_NUMBER: expected from 1 with --replace, found 0");
    }

    @Test
    void ruleIsSilentWhereTheValueWasRefused() {
        assertThat(complete("--number=-1", "--replace").messages("ERROR"))
                .containsExactly("--number: expected a whole number from 0 to 99, found '-1'");
    }

    @Test
    void variableIsNeverInterpolated() {
        StepRun run = run(
                Map.of("DAYBOOK_INCLUDE", "${env:SAMPLE_DB_URL}${sys:user.home}"),
                "--pipeline",
                "northwind",
                "--date",
                "2024-01-20");

        assertThat(run.receipt().get("note")).contains("include [${env:SAMPLE_DB_URL}${sys:user.home}]");
    }

    @Test
    void variablesOfOtherProgramsAreLeftAlone() {
        StepRun run = run(
                Map.of("DAYBOOK_COMPRESSION", "zstd", "DAYBOOK_TEST_POSTGRES", "x", "DAYBOOK_NUMBERS", "x"),
                "--pipeline",
                "northwind",
                "--date",
                "2024-01-20",
                "--number",
                "1");

        assertThat(run.exitCode()).isZero();
    }

    @Test
    void emptyVariableCountsAsNotSet() {
        StepRun run = run(Map.of("DAYBOOK_PIPELINE", "", "DAYBOOK_DATE", "2024-01-20"));

        assertThat(run.messages("ERROR"))
                .containsExactly("--pipeline: required, give --pipeline NAME or set DAYBOOK_PIPELINE");
    }

    @Test
    void commandCanBeNamedOrLeftOut() {
        assertThat(complete().exitCode()).isZero();
        assertThat(run(Map.of(), "run", "--pipeline", "northwind", "--date", "2024-01-20")
                        .exitCode())
                .isZero();
    }

    @Test
    void unknownCommandIsRefusedWithTheNearMiss() {
        StepRun run = run(Map.of(), "chekc", "--pipeline", "northwind", "--date", "2024-01-20");

        assertThat(run.messages("ERROR")).containsExactly("'chekc': no such command, did you mean check?");
        assertThat(run.exitCode()).isEqualTo(64);
    }

    /** They would share a schema with the pipeline of the name before the end. */
    @ParameterizedTest
    @ValueSource(strings = {"shop_periods", "shop_reports"})
    void pipelinesAreNotNamedAsSchemasOfOthersAre(String name) {
        StepRun run = run(Map.of(), "--pipeline", name, "--date", "2024-01-20");

        assertThat(run.messages("ERROR"))
                .containsExactly("--pipeline: expected a pipeline name that does not end in _periods or _reports, which"
                        + " schemas of the warehouse do, found '" + name + "'");
        assertThat(run.exitCode()).isEqualTo(78);
    }

    @Test
    void hourIsAPeriodToo() {
        StepRun run = run(Map.of(), "--pipeline", "northwind", "--date", "2024-01-20T07");

        assertThat(run.receipt().get("period")).isEqualTo("2024-01-20T07");
    }

    @Test
    void currentPeriodHasBegun() {
        assertThat(run(Map.of(), "--pipeline", "northwind", "--date", "2026-11-21")
                        .exitCode())
                .isZero();
        assertThat(run(Map.of(), "--pipeline", "northwind", "--date", "2026-11-21T10")
                        .exitCode())
                .isZero();
    }
}
