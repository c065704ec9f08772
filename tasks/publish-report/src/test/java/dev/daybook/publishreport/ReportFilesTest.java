package dev.daybook.publishreport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.task.Period;
import dev.daybook.task.PipelineName;
import dev.daybook.task.StepFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFilesTest {

    private static final List<ReportColumn> COLUMNS = List.of(
            ReportColumn.of("n", "numeric"),
            ReportColumn.of("f", "float4"),
            ReportColumn.of("b", "bool"),
            ReportColumn.of("t", "text"),
            ReportColumn.of("d", "date"),
            ReportColumn.of("j", "jsonb"));

    private static final List<String[]> ROWS = List.of(
            new String[] {"12345678901234567890.10", "32.38", "t", "a \"b\", c\nd", "2024-01-20", "{\"x\": [1, null]}"},
            new String[] {"-0.5", "NaN", "f", "", "infinity", "null"},
            new String[] {null, null, null, null, null, null},
            new String[] {"0", "1e-07", "t", " =x ", "2024-01-21", "\"é🍞\""},
            new String[] {"-3", "-1", "t", "=1+1", "2024-01-21", "[]"});

    private static final ReportDefinition REPORT =
            report("-- title: A title\n-- columns: n, f, b, t, d, j\n-- order key: n\n-- totals: n");

    @TempDir
    private Path folder;

    @Test
    void writesCsv() throws IOException {
        assertThat(csv(false)).isEqualTo("""
                n,f,b,t,d,j
                12345678901234567890.10,32.38,true,"a ""b"", c
                d",2024-01-20,"{""x"": [1, null]}"
                -0.5,NaN,false,"",infinity,null
                ,,,,,
                0,1e-07,true," =x ",2024-01-21,\"""é🍞\"""
                -3,-1,true,=1+1,2024-01-21,[]
                """);
    }

    @Test
    void putsAnApostropheBeforeFormulasWhenAsked() throws IOException {
        assertThat(csv(true)).endsWith("\n-3,-1,true,'=1+1,2024-01-21,[]\n").contains(",\" =x \",");
    }

    @Test
    void writesJsonWithAllDigits() throws IOException {
        Path path = folder.resolve("report.json");
        JsonOutput.Description description = new JsonOutput.Description(
                REPORT,
                new PipelineName("northwind"),
                Period.parse("2024-01-20"),
                Instant.parse("2024-01-21T00:10:00Z"),
                List.of());
        try (JsonOutput json = new JsonOutput(Files.newOutputStream(path), description, COLUMNS)) {
            write(json);
        }

        assertThat(Files.readString(path))
                .isEqualTo(
                        "{\"report\":\"r\",\"title\":\"A title\",\"pipeline\":\"northwind\",\"period\":\"2024-01-20\","
                                + "\"as_of\":\"2024-01-21T00:10:00Z\",\"columns\":[{\"name\":\"n\",\"type\":\"numeric\"},"
                                + "{\"name\":\"f\",\"type\":\"float4\"},{\"name\":\"b\",\"type\":\"bool\"},"
                                + "{\"name\":\"t\",\"type\":\"text\"},{\"name\":\"d\",\"type\":\"date\"},"
                                + "{\"name\":\"j\",\"type\":\"jsonb\"}],\"rows\":[\n"
                                + "{\"n\":12345678901234567890.10,\"f\":32.38,\"b\":true,\"t\":\"a \\\"b\\\", c\\nd\","
                                + "\"d\":\"2024-01-20\",\"j\":{\"x\": [1, null]}},\n"
                                + "{\"n\":-0.5,\"f\":\"NaN\",\"b\":false,\"t\":\"\",\"d\":\"infinity\",\"j\":null},\n"
                                + "{\"n\":null,\"f\":null,\"b\":null,\"t\":null,\"d\":null,\"j\":null},\n"
                                + "{\"n\":0,\"f\":1e-07,\"b\":true,\"t\":\" =x \",\"d\":\"2024-01-21\",\"j\":\"é🍞\"},\n"
                                + "{\"n\":-3,\"f\":-1,\"b\":true,\"t\":\"=1+1\",\"d\":\"2024-01-21\",\"j\":[]}\n"
                                + "],\"totals\":{\"rows\":5,\"n\":12345678901234567886.60}}\n");
    }

    @Test
    void refusesTotalsThatWouldNotBeExact() {
        ReportDefinition report = report("-- title: t\n-- columns: n, f\n-- order key: n\n-- totals: f");

        assertThatThrownBy(() -> new ReportTotals(report, COLUMNS))
                .isInstanceOf(StepFailure.Configuration.class)
                .hasMessage(
                        "report r: expected an integer or numeric column under 'totals', found f of type float4; of a real"
                                + " take its shortest decimal form, (f::text)::numeric");
    }

    private static ReportDefinition report(String heading) {
        return ReportHeading.read("r", heading, new ArrayList<>());
    }

    private String csv(boolean guardFormulas) throws IOException {
        Path path = folder.resolve("report.csv");
        try (CsvOutput csv = new CsvOutput(Files.newOutputStream(path), COLUMNS, guardFormulas)) {
            write(csv);
            assertThat(csv.guarded()).isEqualTo(guardFormulas ? 1 : 0);
        }
        return Files.readString(path);
    }

    private static void write(ReportOutput output) throws IOException {
        ReportTotals totals = new ReportTotals(REPORT, COLUMNS);
        for (String[] row : ROWS) {
            totals.add(row);
            output.row(row);
        }
        output.finish(totals);
    }
}
