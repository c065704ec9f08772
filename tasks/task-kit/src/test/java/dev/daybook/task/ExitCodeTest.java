package dev.daybook.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.task.testing.StepRun;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitCodeTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            done                    |   0 | done      |               | INFO  | done: 2 datasets, 2,155 rows, 1.2 MB in 0.0 s
            unchanged               |   0 | unchanged |               | INFO  | unchanged: 2 datasets, 2,155 rows, 1.2 MB in 0.0 s
            kept                    |   0 | kept      |               | INFO  | kept: 2 datasets, 2,155 rows, 1.2 MB in 0.0 s
            out_of_memory           |   3 | failed    | out-of-memory |       |
            out_of_memory_in_worker |   3 | failed    | out-of-memory |       |
            usage                   |  64 | failed    | usage         | ERROR | --number: expected less than 7, found 7
            bad_data                |  65 | failed    | bad-data      | ERROR | order_details.csv, line 3: expected a date, found 'x'
            not_ready               |  66 | failed    | not-ready     | ERROR | no extract of csv, run extract-csv first
            unreachable             |  69 | failed    | unreachable   | ERROR | no answer from db:5432
            cannot_create           |  73 | failed    | cannot-create | ERROR | output: read only
            input_output            |  74 | failed    | input-output  | ERROR | output: disk full
            temporary               |  75 | failed    | temporary     | ERROR | lock held by process 7
            denied                  |  77 | failed    | denied        | ERROR | role reader: no right to read public.orders
            """)
    void eachEndingHasItsExitCodeLogLineAndReceipt(
            String ending, int exitCode, String status, String kind, String level, String message) {
        StepRun run = StepRun.of(
                SampleMain.program(),
                Map.of("SAMPLE_DB_URL", "x"),
                "--pipeline",
                "northwind",
                "--date",
                "2024-01-20",
                "--ending",
                ending);

        assertThat(run.exitCode()).isEqualTo(exitCode);
        assertThat(run.receipt().get("status")).isEqualTo(status);
        if (kind != null) {
            assertThat(run.receipt().get("kind")).isEqualTo(kind);
            assertThat(run.receipt().get("exit_code")).isEqualTo(String.valueOf(exitCode));
        }
        if (message != null) {
            assertThat(run.messages(level)).containsExactly(message);
            assertThat(run.log()).hasSize(1);
        }
    }
}
