package dev.daybook.publishreport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.task.StepFailure;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderKeyTest {

    private static final ServerOrder BYTES_ONLY = (_, _, _) -> OptionalInt.of(0);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "int4        | -10          | 9",
                "int8        | 9            | 10",
                "numeric     | 1.09         | 1.1",
                "numeric     | 12345678901234567890.1 | 12345678901234567890.2",
                "numeric     | 5            | NaN",
                "float8      | -Infinity    | -1e300",
                "float8      | 1e300        | Infinity",
                "float8      | Infinity     | NaN",
                "bool        | f            | t",
                "text        | B            | a",
                "text        | Z            | é",
                "text        | \uFFFD       | \uD83C\uDF5E",
                "date        | 2024-01-09   | 2024-01-10",
                "date        | 9999-12-31   | 10000-01-01",
                "date        | 0044-03-15 BC | 0043-03-14 BC",
                "date        | 0043-03-14 BC | 0043-03-15 BC",
                "date        | 0001-01-01 BC | 0001-01-01",
                "date        | -infinity    | 4713-01-01 BC",
                "date        | 5874897-12-31 | infinity",
                "timestamp   | 2024-01-09 00:00:00 | 2024-01-09 00:00:00.5",
                "timestamptz | 2024-01-09 00:00:00.5+00 | 2024-01-09 00:00:00.51+00",
                "timestamptz | 2024-01-09 00:00:00+00 | 2024-01-09 00:00:00.000001+00"
            })
    void putsValuesIntoOrder(String type, String first, String second) {
        assertThatCode(() -> check(key("k", type), first, second)).doesNotThrowAnyException();
        assertThatCode(() -> check(key("k desc", type), second, first)).doesNotThrowAnyException();
        assertThatThrownBy(() -> check(key("k", type), second, first))
                .isInstanceOf(StepFailure.BadData.class)
                .hasMessage(notInOrder(2, second, first));
        assertThatThrownBy(() -> check(key("k desc", type), first, second))
                .isInstanceOf(StepFailure.BadData.class)
                .hasMessage(notInOrder(2, first, second));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "NULL",
            value = {
                "k nulls first, NULL, 1",
                "k nulls last, 1, NULL",
                "k desc nulls first, NULL, 1",
                "k DESC NULLS LAST, 1, NULL"
            })
    void putsRowsWithoutAValueWhereTheKeySays(String declared, String first, String second) {
        assertThatCode(() -> check(key(declared, "int4"), first, second)).doesNotThrowAnyException();
        assertThatThrownBy(() -> check(key(declared, "int4"), second, first))
                .isInstanceOf(StepFailure.BadData.class)
                .hasMessage(notInOrder(2, shown(second), shown(first)));
        assertThatThrownBy(() -> check(key(declared, "int4"), null, null))
                .isInstanceOf(StepFailure.BadData.class)
                .hasMessage(
                        "report r, row 2: expected another order key than in the row before, found (k NULL) again; add"
                                + " columns to 'order key' until no two rows are alike");
    }

    /** A server that ignores capitals at first, as most do. */
    @Test
    void takesTheServersOrderOfTextForAllRowsOrForNone() {
        ServerOrder server = (_, lower, upper) -> IntStream.range(0, lower.size())
                .filter(i -> lower.get(i).compareToIgnoreCase(upper.get(i)) >= 0)
                .findFirst();

        assertThatCode(() -> check(key("k", "text", server), "a", "B", "c")).doesNotThrowAnyException();
        assertThatCode(() -> check(key("k desc", "text", server), "c", "B", "a"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> check(key("k", "text", server), "B", "a", "C", "d"))
                .isInstanceOf(StepFailure.BadData.class)
                .hasMessage(notInOrder(2, "B", "a"));
    }

    /** More rows than are compared at once. */
    @Test
    void asksTheServerOnlyWhileBothOrdersArePossible() throws SQLException {
        List<Integer> asked = new ArrayList<>();
        OrderKey key = key("k", "text", (_, lower, _) -> {
            asked.add(lower.size());
            return OptionalInt.of(0);
        });
        String[] values = IntStream.range(0, 10_000)
                .mapToObj(i -> String.format(Locale.ROOT, "%05d", i))
                .toArray(String[]::new);

        check(key, values);

        assertThat(asked).containsExactly(2_000);
        assertThatThrownBy(() -> check(key, "0"))
                .isInstanceOf(StepFailure.BadData.class)
                .hasMessage(notInOrder(10_001, "09999", "0"));
    }

    @Test
    void lacksAKeyOnlyWhereOneRowComes() throws SQLException {
        check(key("", "int4"), "1");

        assertThatThrownBy(() -> check(key("", "int4"), "1", "2"))
                .isInstanceOf(StepFailure.BadData.class)
                .hasMessage("report r, row 2: expected one row at most without an order key, found another; add a line"
                        + " '-- order key: ...' to the heading and ORDER BY to the query");
    }

    @Test
    void refusesTwoRowsWithTheSameKey() throws SQLException {
        OrderKey key = new OrderKey(
                report("-- columns: k, l\n-- order key: l desc, k"),
                List.of(ReportColumn.of("k", "int4"), ReportColumn.of("l", "text")),
                BYTES_ONLY);
        key.check(new String[] {"1", "a\nb"});
        key.check(new String[] {"2", "a\nb"});

        assertThatThrownBy(() -> key.check(new String[] {"2", "a\nb"}))
                .isInstanceOf(StepFailure.BadData.class)
                .hasMessage(
                        "report r, row 3: expected another order key than in the row before, found (l a\\nb, k 2) again;"
                                + " add columns to 'order key' until no two rows are alike");
    }

    @Test
    void refusesEqualNumbersInDifferentDress() {
        assertThatThrownBy(() -> check(key("k", "numeric"), "1.0", "1.00"))
                .isInstanceOf(StepFailure.BadData.class)
                .hasMessage(
                        "report r, row 2: expected another order key than in the row before, found (k 1.00) again; add"
                                + " columns to 'order key' until no two rows are alike");
    }

    @Test
    void refusesNull() {
        assertThatThrownBy(() -> check(key("k", "int4"), (String) null))
                .isInstanceOf(StepFailure.BadData.class)
                .hasMessage("report r, row 1: expected a value in the order key's column k, found NULL; where it may be"
                        + " missing, say 'nulls first' or 'nulls last' after it");
    }

    @Test
    void refusesTypesWithoutAnOrder() {
        assertThatThrownBy(() -> key("k", "jsonb"))
                .isInstanceOf(StepFailure.Configuration.class)
                .hasMessage(
                        "report r: expected numbers, text, dates, times or booleans in 'order key', found k of type jsonb");
    }

    private static OrderKey key(String declared, String type) {
        return key(declared, type, BYTES_ONLY);
    }

    private static OrderKey key(String declared, String type, ServerOrder server) {
        String line = declared.isEmpty() ? "" : "\n-- order key: " + declared;
        return new OrderKey(report("-- columns: k" + line), List.of(ReportColumn.of("k", type)), server);
    }

    private static ReportDefinition report(String heading) {
        return ReportHeading.read("r", "-- title: t\n" + heading, new ArrayList<>());
    }

    private static void check(OrderKey key, String... values) throws SQLException {
        for (String value : values) {
            key.check(new String[] {value});
        }
        key.finish();
    }

    private static String shown(String value) {
        return value == null ? "NULL" : value;
    }

    private static String notInOrder(int row, String before, String found) {
        return "report r, row " + row + ": expected an order key after (k " + before + "), found (k " + found
                + "); let ORDER BY name the columns of 'order key' with their directions, text in the database's order or"
                + " with COLLATE \"C\"";
    }
}
