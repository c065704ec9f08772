package dev.daybook.publishreport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReportHeadingTest {

    private final List<String> problems = new ArrayList<>();

    @Test
    void readsTitleColumnsOrderKeyAndTotals() {
        ReportDefinition report = read("""
                -- title: A title: with a colon
                -- columns: a, b,
                --     c
                -- order key: b, a
                -- totals: c
                --
                -- Prose: whatever.
                SELECT 1
                """);

        assertThat(problems).isEmpty();
        assertThat(report.title()).isEqualTo("A title: with a colon");
        assertThat(report.columns()).containsExactly("a", "b", "c");
        assertThat(report.orderKey()).containsExactly("b", "a");
        assertThat(report.totals()).containsExactly("c");
    }

    @Test
    void needsNoTotals() {
        assertThat(read("-- title: t\n-- columns: a\n-- order key: a\nSELECT 1 AS a")
                        .totals())
                .isEmpty();
        assertThat(problems).isEmpty();
    }

    static List<Arguments> mistakes() {
        return List.of(
                Arguments.of("SELECT 1", List.of(missing("title"), missing("columns"), missing("order key"))),
                Arguments.of("-- title: t\n\n-- columns: a\n", List.of(missing("columns"), missing("order key"))),
                Arguments.of("-- title:\n-- columns: a\n-- order key: a", List.of(missing("title"))),
                Arguments.of(
                        "-- title: t\n-- colums: a\n-- columns: a\n-- order key: a",
                        List.of(
                                "line 2: expected '-- title:', '-- columns:', '-- order key:', '-- totals:' or a bare '--' that"
                                        + " ends the heading, found '-- colums: a'")),
                Arguments.of(
                        "-- title: t\n-- title: u\n-- columns: a\n-- order key: a",
                        List.of("line 2: 'title' stands twice")),
                Arguments.of("-- title: t\n-- columns: a, b, a\n-- order key: a", List.of("'columns' names a twice")),
                Arguments.of(
                        "-- title: t\n-- columns: a,, b\n-- order key: a",
                        List.of("'columns' has an empty name between two commas")),
                Arguments.of(
                        "-- title: t\n-- columns: a\n-- order key: b\n-- totals: c",
                        List.of(
                                "'order key' names b, which is not among 'columns'",
                                "'totals' names c, which is not among 'columns'")));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void namesEveryMistake(String sql, List<String> expected) {
        read(sql);

        assertThat(problems).containsExactlyElementsOf(expected);
    }

    @Test
    void readsTheReportThatTheProductShips() throws IOException {
        read(Files.readString(Path.of("../../dags/northwind/orders_with_details.sql")));

        assertThat(problems).isEmpty();
    }

    private static String missing(String key) {
        return "expected a line '-- " + key + ": ...' in the comment that begins the file, found none";
    }

    private ReportDefinition read(String sql) {
        return ReportHeading.read("report", sql, problems);
    }
}
