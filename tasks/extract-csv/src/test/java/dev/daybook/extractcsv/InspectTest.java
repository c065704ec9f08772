package dev.daybook.extractcsv;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectTest {

    @TempDir
    private Path folder;

    @Test
    void everyColumnGetsTheNarrowestTypeThatAllItsValuesHave() throws IOException {
        Path file = write("order_id,code,price,big,huge,factor,flag,day,at,local,tod,uuid,note,empty\n"
                + "10248,007,14,5000000000,18446744073709551617,1e-3,true,2024-01-20,2024-01-20T07:00:00Z,"
                + "2024-01-20 07:00:00,07:00:00,a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11,x,\n"
                + "40000,12,9.85,1,2,2.5,false,2024-01-21,2024-01-20T07:00:00+01:00,"
                + "2024-01-20T07:00:00.5,07:00:01,b0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11,\"\",\n");

        StepRun run = StepRun.program(List.of("inspect", file.toString()));

        assertThat(run.exitCode()).isZero();
        assertThat(types(run))
                .containsExactly(
                        "order_id integer integer",
                        "code string -",
                        "price number numeric(4,2)",
                        "big integer bigint",
                        "huge integer numeric(20,0)",
                        "factor number double precision",
                        "flag boolean -",
                        "day date -",
                        "at datetime timestamptz",
                        "local datetime timestamp",
                        "tod time -",
                        "uuid string -",
                        "note string -",
                        "empty string -");
        assertThat(run.stderr())
                .contains(
                        "code: text; 2 values, 0 NULL, '007' to '12', longest 3; not smallint: line 2 has '007' (a leading zero would be lost; a code is a string)")
                .contains("order_id: integer; 2 values, 0 NULL, '10248' to '40000', longest 5; not smallint: line 3 has"
                        + " '40000' (out of range)")
                .contains(
                        "price: numeric(4,2); 2 values, 0 NULL, '9.85' to '14', longest 4; not bigint: line 3 has '9.85'"
                                + " (no fraction is allowed); as many digits as were seen, leave room for more")
                .contains("note: text; 1 value, 0 NULL, 1 empty text,")
                .contains("empty: text; 0 values, 2 NULL; no value to go by");
    }

    @Test
    void aKeyOfTwoColumnsIsFound() throws IOException {
        Path file = write("order_id,product_id,quantity\n1,1,5\n1,2,5\n2,1,5\n2,2,6\n");

        StepRun run = StepRun.program(List.of("inspect", file.toString()));

        assertThat(CsvCase.JSON.readTree(run.stdout()).at("/schema/primaryKey").toString())
                .isEqualTo("[\"order_id\",\"product_id\"]");
        assertThat(run.stderr()).contains("without a value twice: order_id, product_id");
    }

    @Test
    void theProposalIsASchemaThatTheFilePasses() throws IOException {
        Path file = write("id;name;price\n1;caf\u00e9;1,5\n2;;2,25\n", Charset.forName("windows-1252"));
        Path schema = folder.resolve("proposed.json");

        StepRun inspected = StepRun.program(List.of("inspect", file.toString(), "--output", schema.toString()));
        StepRun run =
                StepRun.of(folder.resolve("lake"), List.of("--file", file.toString(), "--schema", schema.toString()));

        assertThat(inspected.stdout()).isEmpty();
        assertThat(CsvCase.JSON.readTree(schema.toFile()).at("/encoding").textValue())
                .isEqualTo("windows-1252");
        assertThat(run.exitCode()).isZero();
        assertThat(LakeRows.read(folder.resolve("lake")))
                .containsExactly(List.of("1", "caf\u00e9", "1,5"), java.util.Arrays.asList("2", null, "2,25"));
    }

    @Test
    void columnsWhoseNamesPostgresDoesNotTakeGetOthers() throws IOException {
        String tooLong = "a".repeat(63);
        Path file = write("xmin,xmin_1," + tooLong + "b," + tooLong + "c\n1,2,3,4\n");
        Path schema = folder.resolve("proposed.json");

        StepRun inspected = StepRun.program(List.of("inspect", file.toString(), "--output", schema.toString()));
        StepRun run =
                StepRun.of(folder.resolve("lake"), List.of("--file", file.toString(), "--schema", schema.toString()));

        assertThat(inspected.stderr())
                .contains(
                        "xmin: smallint; 1 value, 0 NULL, '1' to '1', longest 1; the name is the name of a system column"
                                + " of every table in PostgreSQL, so \"daybook:name\": \"xmin_2\"")
                .contains("; the name has 64 bytes, PostgreSQL takes at most 63, so \"daybook:name\": \"" + tooLong
                        + "\"");
        assertThat(run.exitCode()).isZero();
        assertThat(LakeRows.extract(folder.resolve("lake"))
                        .manifest()
                        .datasets()
                        .getFirst()
                        .table()
                        .columns())
                .extracting(column -> column.name())
                .containsExactly("xmin_2", "xmin_1", tooLong, "a".repeat(61) + "_1");
    }

    @Test
    void anExistingSchemaIsNotOverwritten() throws IOException {
        Path file = write("a,b\n1,2\n");
        Path schema = Files.writeString(folder.resolve("mine.json"), "mine");

        StepRun run = StepRun.program(List.of("inspect", file.toString(), "--output", schema.toString()));

        assertThat(run.exitCode()).isEqualTo(73);
        assertThat(schema).hasContent("mine");
    }

    @Test
    void aFileThatIsNoCsvIsNamedWithItsLine() throws IOException {
        Path file = write("a,b\n1,2\n3\n");

        StepRun run = StepRun.program(List.of("inspect", file.toString()));

        assertThat(run.exitCode()).isEqualTo(65);
        assertThat(run.stderr())
                .contains(file + ", line 3: 1 columns found, 2 expected; another delimiter? (--delimiter)");
    }

    @Test
    void allWrongOptionsAreNamedAtOnce() throws IOException {
        Path file = write("a,b\n1,2\n");

        StepRun run = StepRun.program(
                List.of("inspect", file.toString(), "--delimiter", "::", "--encoding", "utf-9", "--output", ""));

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.stderr())
                .contains(
                        "--delimiter: expected one ASCII character, found '::'\n",
                        "--encoding: expected an encoding that Java knows, such as windows-1252, found 'utf-9'\n",
                        "--output: expected a file, found ''\n");
    }

    private Path write(String csv) throws IOException {
        return write(csv, StandardCharsets.UTF_8);
    }

    private Path write(String csv, Charset charset) throws IOException {
        return Files.writeString(folder.resolve("data.csv"), csv, charset);
    }

    private static List<String> types(StepRun run) throws IOException {
        JsonNode fields = CsvCase.JSON.readTree(run.stdout()).at("/schema/fields");
        java.util.ArrayList<String> types = new java.util.ArrayList<>();
        fields.forEach(field -> types.add(
                field.get("name").textValue() + " " + field.get("type").textValue() + " "
                        + field.path("daybook:type").asText("-")));
        return types;
    }
}
