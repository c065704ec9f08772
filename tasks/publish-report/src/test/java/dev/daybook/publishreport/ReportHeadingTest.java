package dev.daybook.publishreport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReportHeadingTest {

    private final List<String> problems = new ArrayList<>();

    @Test
    void readsAllItsLines() {
        ReportDefinition report = read("""
                -- title: A title: with a colon
                -- columns: a, b,
                --     c
                -- order key: b desc nulls last, a
                -- totals: c
                -- param: top integer 5
                -- param: word text some words,
                --     and more
                -- param: since date 2024-02-29
                -- param: open boolean false
                --
                -- Prose: whatever.
                SELECT 1
                """);

        assertThat(problems).isEmpty();
        assertThat(report.title()).isEqualTo("A title: with a colon");
        assertThat(report.columns()).containsExactly("a", "b", "c");
        assertThat(report.orderKey())
                .containsExactly(
                        new KeyColumn("b", KeyColumn.Direction.DESCENDING, Optional.of(KeyColumn.Nulls.LAST)),
                        new KeyColumn("a", KeyColumn.Direction.ASCENDING, Optional.empty()));
        assertThat(report.totals()).containsExactly("c");
        assertThat(report.parameters())
                .containsExactly(
                        new ReportParameter("top", ParameterType.INTEGER, 5),
                        new ReportParameter("word", ParameterType.TEXT, "some words, and more"),
                        new ReportParameter("since", ParameterType.DATE, LocalDate.of(2024, 2, 29)),
                        new ReportParameter("open", ParameterType.BOOLEAN, false));
    }

    @Test
    void needsNoTotalsAndNoOrderKey() {
        ReportDefinition report = read("-- title: t\n-- columns: a\nSELECT 1 AS a");

        assertThat(report.totals()).isEmpty();
        assertThat(report.orderKey()).isEmpty();
        assertThat(problems).isEmpty();
    }

    @Test
    void takesAColumnThatIsCalledLikeADirection() {
        assertThat(read("-- title: t\n-- columns: a desc\n-- order key: a desc").orderKey())
                .containsExactly(new KeyColumn("a desc", KeyColumn.Direction.ASCENDING, Optional.empty()));
    }

    static List<Arguments> mistakes() {
        return List.of(
                Arguments.of("SELECT 1", List.of(missing("title"), missing("columns"))),
                Arguments.of("-- title: t\n\n-- columns: a\n", List.of(missing("columns"))),
                Arguments.of("-- title: t\n-- columns: a\n-- order key:", List.of(missing("order key"))),
                Arguments.of(
                        "-- title: t\n-- columns: a, b\n-- order key: a, b asc, a desc",
                        List.of("'order key' names a twice")),
                Arguments.of(
                        "-- title: t\n-- columns: a\n-- order key: a down",
                        List.of("'order key' names a down, which is not among 'columns'")),
                Arguments.of("-- title:\n-- columns: a\n-- order key: a", List.of(missing("title"))),
                Arguments.of(
                        "-- title: t\n-- colums: a\n-- columns: a\n-- order key: a",
                        List.of("line 2: expected '-- title:', '-- columns:', '-- order key:', '-- totals:',"
                                + " '-- param:' or a bare '--' that ends the heading, found '-- colums: a'")),
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
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\"',
            value = {
                "top integer      | expected a parameter's name, type and default, such as '-- param: top integer 5', found 'top integer'",
                "Top integer 5    | expected a parameter's name, type and default, such as '-- param: top integer 5', found 'Top"
                        + " integer 5'",
                "period text x    | expected a name of its own for the parameter, found period, which every report has",
                "top int 5        | expected one of the types integer, text, date, boolean for parameter top, found 'int'",
                "top integer 1.5  | expected an integer from -2147483648 to 2147483647 as the default of parameter top, found '1.5'",
                "day date 2023-02-29 | expected a date YYYY-MM-DD that exists as the default of parameter day, found '2023-02-29'",
                "open boolean yes | expected true or false as the default of parameter open, found 'yes'",
                "twice integer 2  | parameter twice stands twice"
            })
    void namesMistakesOfParameters(String parameter, String problem) {
        read("-- title: t\n-- param: twice integer 1\n-- columns: a\n-- param: " + parameter);

        assertThat(problems).containsExactly("line 4: " + problem);
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
