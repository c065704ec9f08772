package dev.daybook.task.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.daybook.task.FailureKind;
import dev.daybook.task.Step;
import dev.daybook.task.run.StepProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The contract that every step keeps; a step's module extends it, so that the step's own wiring is what is tested. */
public abstract class StepContractTest {

    private static final List<String> COMMON_OPTIONS = List.of(
            "--pipeline", "--date", "--lake", "--run-id", "--attempt", "--progress", "--log-format", "--receipt-file");

    /** The program, as the step's main makes it. */
    protected abstract StepProgram program();

    /** A step, as the program makes it; its annotations declare the options that the help must list. */
    protected abstract Step step();

    /** The variables without which the step cannot run, for example {@code SOURCE_DB_URL}. */
    protected abstract List<String> requiredVariables();

    /** The step's own options, with values, without which its command line is refused. */
    protected List<String> requiredOptions() {
        return List.of();
    }

    private StepRun run(String... common) {
        List<String> arguments = new ArrayList<>(List.of(common));
        arguments.addAll(requiredOptions());
        return StepRun.of(program(), arguments.toArray(String[]::new));
    }

    @Test
    void helpListsEveryOptionWithItsVariable() {
        StepRun help = StepRun.of(program(), "--help");

        List<String> options = new ArrayList<>(COMMON_OPTIONS);
        if (takesThrough()) {
            options.add("--through");
        }
        CommandSpec.forAnnotatedObjectLenient(step()).options().stream()
                .filter(option -> !option.hidden())
                .forEach(option -> options.add(option.longestName()));
        List<String> rows = help.stdout()
                .lines()
                .filter(line -> line.startsWith("  --") && !line.startsWith("  --help"))
                .toList();
        assertThat(rows).hasSize(options.size());
        for (int i = 0; i < options.size(); i++) {
            String variable =
                    "DAYBOOK_" + options.get(i).substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
            assertThat(rows.get(i)).startsWith("  " + options.get(i)).endsWith(" " + variable);
        }
        assertThat(help.exitCode()).isZero();
        assertThat(help.stderr()).isEmpty();
    }

    @Test
    void helpListsAllExitCodesAndTheVariablesThatAreRequired() {
        StepRun help = StepRun.of(program(), "--help");

        List<String> codes = new ArrayList<>(List.of("0"));
        Arrays.stream(FailureKind.values()).forEach(kind -> codes.add(String.valueOf(kind.exitCode())));
        assertThat(help.stdout().lines())
                .filteredOn(line -> line.matches("  [0-9]+ +.*"))
                .extracting(line -> line.strip().split(" ")[0])
                .isEqualTo(codes);
        assertThat(requiredVariables())
                .allSatisfy(variable -> assertThat(help.stdout()).contains("  " + variable + " "));
    }

    @Test
    void versionIsOneLineWithTheStepsName() {
        StepRun version = StepRun.of(program(), "--version");

        String name = StepRun.of(program()).receipt().get("step");
        assertThat(version.stdout()).matches(name + " \\S+ \\(commit \\S+\\)\n");
        assertThat(version.exitCode()).isZero();
    }

    @Test
    void allThatIsMissingIsNamedAtOnce() {
        StepRun run = run();

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.messages("ERROR"))
                .contains(
                        "--pipeline: required, give --pipeline NAME or set DAYBOOK_PIPELINE",
                        "--date: required, give --date DATE or set DAYBOOK_DATE");
        assertThat(run.receipt().get("kind")).isEqualTo("usage");
    }

    /** What no option takes, so that options that are not known here can be given a wrong value. */
    private static String wrongValue(OptionSpec option) {
        return option.arity().min() == 0 ? "perhaps" : "";
    }

    @Test
    void aWrongValueOfEveryOptionHasItsLineAndAllAreToldAtOnce() {
        program().specifications().forEach((command, specification) -> {
            List<OptionSpec> options = specification.options().stream()
                    .filter(option -> !option.hidden())
                    .toList();
            List<String> arguments = new ArrayList<>(List.of(command));
            options.forEach(option -> arguments.add(option.longestName() + "=" + wrongValue(option)));

            StepRun run = StepRun.of(program(), arguments.toArray(String[]::new));

            List<String> lines = run.messages("ERROR");
            for (OptionSpec option : options) {
                assertThat(lines.stream().filter(line -> line.startsWith(option.longestName() + ":")))
                        .as(
                                "%s %s='%s': expected one line about this value; let the option's ITypeConverter throw"
                                        + " IllegalArgumentException(\"expected ...\"), from which the line is made",
                                command, option.longestName(), wrongValue(option))
                        .singleElement()
                        .asString()
                        .matches(option.longestName() + ": expected .+, found '" + wrongValue(option) + "'.*");
            }
            assertThat(lines)
                    .as("%s: expected a line for each option, and for each parameter that is missing", command)
                    .hasSize(options.size()
                            + specification.positionalParameters().size());
            assertThat(run.exitCode()).isEqualTo(64);
        });
    }

    @Test
    void everyOptionIsTyped() {
        program()
                .specifications()
                .forEach((command, specification) -> specification.options().stream()
                        .filter(option -> List.of(option.auxiliaryTypes()).contains(String.class))
                        .forEach(option -> assertThat(option.converters())
                                .as(
                                        "%s %s: a text that is checked later is told in a second round; give the option a type and"
                                                + " an ITypeConverter that throws IllegalArgumentException(\"expected ...\")",
                                        command, option.longestName())
                                .isNotEmpty()));
    }

    @Test
    void checkNeedsNoDate() {
        StepRun check = StepRun.of(program(), "check", "--pipeline", "contract", "--date", "never");

        assertThat(check.messages("ERROR"))
                .contains("--date: expected a day YYYY-MM-DD or an hour YYYY-MM-DDTHH that exists, found 'never'");
        assertThat(StepRun.of(program(), "check").stderr()).doesNotContain("--date");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-02-30",
                "24-1-1",
                "",
                "2024-01-01; rm",
                "../2024-01-01",
                "2024-01-01\0",
                "2024-01-01\n",
                "%2e%2e",
                "today"
            })
    void badDateIsRefusedAndShownEscaped(String date) {
        StepRun run = run("--pipeline", "contract", "--date", date);

        String shown = date.replace("\0", "\\u0000").replace("\n", "\\n");
        assertThat(run.messages("ERROR"))
                .containsExactly("--date: expected a day YYYY-MM-DD or an hour YYYY-MM-DDTHH that exists, found '"
                        + shown + "'");
        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.receipt().get("status")).isEqualTo("failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-22", "2026-11-21T11", "9999-12-31"})
    void periodThatHasNotBegunIsRefused(String date) {
        StepRun run = run("--pipeline", "contract", "--date", date);

        assertThat(run.messages("ERROR"))
                .containsExactly("--date: expected a period that has begun in UTC, found '" + date
                        + "', and now is 2026-11-21T10:00:00Z");
        assertThat(run.exitCode()).isEqualTo(64);
    }

    private boolean takesThrough() {
        return program().specifications().get("run").findOption("--through") != null;
    }

    /** Not together with a right value of all others, as the step would begin its work. */
    @Test
    void periodsThroughAnotherAreRefusedWhereTheyAreNone() {
        StepRun run = run("--pipeline", "contract", "--date", "2024-01-20", "--through", "2024-01-19");

        assertThat(run.messages("ERROR"))
                .containsExactly(
                        takesThrough()
                                ? "--through: expected a period not before --date 2024-01-20, found '2024-01-19'"
                                : "--through: no such option, --help lists them");
        assertThat(run.exitCode()).isEqualTo(64);
    }

    @Test
    void remoteLakeIsRefused() {
        StepRun run = run("--pipeline", "contract", "--date", "2024-01-20", "--lake", "s3://bucket/lake");

        assertThat(run.messages("ERROR"))
                .containsExactly("--lake: expected a local folder, remote lakes come in a later version,"
                        + " found 's3://bucket/lake'");
        assertThat(run.exitCode()).isEqualTo(78);
    }

    @Test
    void allMissingVariablesAreNamedAtOnceAndTheReceiptIsTheOnlyLineOnStdout() {
        assumeFalse(requiredVariables().isEmpty(), "the step needs no variables");
        StepRun run = run("--pipeline", "contract", "--date", "2024-01-20");

        assertThat(run.exitCode()).isEqualTo(78);
        for (String variable : requiredVariables()) {
            assertThat(run.messages("ERROR")).anyMatch(line -> line.startsWith(variable + ": not set"));
        }
        assertThat(run.receipt().get("kind")).isEqualTo("configuration");
        assertThat(run.receipt().get("period")).isEqualTo("2024-01-20");
    }

    @Test
    void optionsComeFromVariablesToo() {
        StepRun run =
                StepRun.of(program(), Map.of("DAYBOOK_PIPELINE", "contract", "DAYBOOK_DATE", "2024-02-30"), "run");

        assertThat(run.messages("ERROR"))
                .contains("DAYBOOK_DATE: expected a day YYYY-MM-DD or an hour YYYY-MM-DDTHH that exists,"
                        + " found '2024-02-30'")
                .noneMatch(line -> line.contains("--pipeline"));
        assertThat(run.exitCode()).isEqualTo(64);
    }

    /** Where people put a password by mistake: none of it may come back, in the log or in the receipt. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-pC4n4ry",
                "-p C4n4ry",
                "--password C4n4ry",
                "--password=C4n4ry",
                "--password --C4n4ry",
                "--password --canary",
                "--C4n4ry",
                "C4n4ry",
                "postgresql://u:C4n4ry@h/db",
                "--date postgresql://u:C4n4ry@h/db",
                "--pipeline=postgresql://u:C4n4ry@h/db?sslmode=require",
                "--lake s3://key:C4n4ry@bucket/lake",
                "--lake=jdbc:postgresql://h/db?user=u&password=C4n4ry",
                "--run-id postgresql://u:C4n4ry@h/db",
                "--attempt host=h;password=C4n4ry",
                "--progress postgresql://u:C4n4ry@h/db",
                "--receipt-file postgresql://u:C4n4ry@h/db"
            })
    void secretAmongTheArgumentsIsNotRepeated(String words) {
        for (boolean isFirst : new boolean[] {true, false}) {
            List<String> arguments = new ArrayList<>(List.of("--pipeline", "contract", "--date", "2024-02-30"));
            arguments.addAll(requiredOptions());
            arguments.addAll(isFirst ? 0 : arguments.size(), List.of(words.split(" ")));

            StepRun run = StepRun.of(program(), arguments.toArray(String[]::new));

            assertThat(run.exitCode()).isBetween(64, 78);
            assertThat(run.stdout() + run.stderr()).doesNotContainIgnoringCase("c4n4ry", "canary");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DAYBOOK_DATE=postgresql://u:C4n4ry@h/db",
                "DAYBOOK_LAKE=s3://key:C4n4ry@bucket/lake",
                "DAYBOOK_DAET=C4n4ry",
                "DAYBOOK_RUN_ID=password=C4n4ry",
                "DAYBOOK_LOG_LEVEL=postgresql://u:C4n4ry@h/db"
            })
    void secretInAVariableIsNotRepeated(String assignment) {
        String[] parts = assignment.split("=", 2);
        Map<String, String> environment = new LinkedHashMap<>(Map.of("DAYBOOK_PIPELINE", "contract"));
        environment.put(parts[0], parts[1]);

        StepRun run = StepRun.of(program(), environment, requiredOptions().toArray(String[]::new));

        assertThat(run.exitCode()).isBetween(64, 78);
        assertThat(run.stdout() + run.stderr()).doesNotContain("C4n4ry");
    }

    /** The step reads its settings whatever else is wrong with them; each file variable gets the password itself. */
    @Test
    void passwordInPlaceOfItsFilesPathIsNotRepeated() {
        assumeFalse(requiredVariables().isEmpty(), "the step needs no variables");
        Map<String, String> environment = new LinkedHashMap<>();
        requiredVariables().forEach(variable -> {
            environment.put(variable, "postgresql://u:C4n4ry@127.0.0.1:1/db");
            environment.put(variable.replaceAll("(_URL|_USER|_PASSWORD)$", "_PASSWORD_FILE"), "C4n4ry");
        });
        List<String> arguments = new ArrayList<>(List.of("--pipeline", "contract", "--date", "2024-01-20"));
        arguments.addAll(requiredOptions());

        StepRun run = StepRun.of(program(), environment, arguments.toArray(String[]::new));

        assertThat(run.exitCode()).isIn(0, 78);
        assertThat(run.stdout() + run.stderr()).doesNotContain("C4n4ry");
    }
}
