package dev.daybook.extractpostgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.task.testing.StepRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {

    private static StepRun run(String... options) {
        List<String> arguments = new ArrayList<>(List.of("--pipeline", "shop", "--date", "2024-01-20"));
        arguments.addAll(Arrays.asList(options));
        return StepRun.of(ExtractPostgresMain.program(), arguments.toArray(String[]::new));
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        StepRun run = run(
                "--source=Shop",
                "--include=a..b",
                "--exclude=\"a",
                "--allow-missing=a.b.c",
                "--type=public.t.c=txet",
                "--target=public.t",
                "--max-value=2GiB",
                "--misfits=txt",
                "--compression=lzo",
                "--connections=0");

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.messages("ERROR"))
                .containsExactlyInAnyOrder(
                        "--source: expected a source name [a-z][a-z0-9_]{0,30}, found 'Shop'",
                        "--include: expected schema.table with * and ?, found 'a..b': a part between dots is empty",
                        "--exclude: expected schema.table with * and ?, found '\"a': a double quote is not closed",
                        "--allow-missing: expected schema.table with * and ?, found 'a.b.c': there are 3 parts; quote a"
                                + " name that holds a dot",
                        "--type: expected schema.table.column=decimal(38,9) or uuid=uuid, found 'public.t.c=txet': a"
                                + " type is declared as text, bytea, uuid or decimal(p,s); did you mean 'text'?",
                        "--target: expected schema.table=name, found 'public.t': a name is missing",
                        "--max-value: expected at most 1GiB, found '2GiB'",
                        "--misfits: expected one of refuse, text, found 'txt', did you mean text?",
                        "--compression: expected zstd, zstd:LEVEL (1 to 22), snappy or none, found 'lzo'",
                        "--connections: expected a whole number from 1 to 64, found '0'");
    }

    @Test
    void whatIsGivenTwiceIsSaidAtOnce() {
        StepRun run = run("--type=uuid=uuid", "--type=uuid=text", "--target=a.b=x", "--target=a.b=y");

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.messages("ERROR"))
                .containsExactly(
                        "--target: expected one name for each table, found two for 'a.b'",
                        "--type: expected one type for each column or type, found two for 'uuid'");
    }
}
