package dev.daybook.publishreport;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.task.StepFailure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderKeyTest {

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
    void putsValuesIntoTheServersOrder(String type, String first, String second) {
        OrderKey ascending = key(type);
        ascending.check(new String[] {first});
        assertThatCode(() -> ascending.check(new String[] {second})).doesNotThrowAnyException();

        OrderKey descending = key(type);
        descending.check(new String[] {second});
        assertThatThrownBy(() -> descending.check(new String[] {first}))
                .isInstanceOf(StepFailure.BadData.class)
                .hasMessage("report r, row 2: expected an order key after (k " + second + "), found (k " + first
                        + "); let ORDER BY name the columns of 'order key', text with COLLATE \"C\"");
    }

    @Test
    void refusesTwoRowsWithTheSameKey() {
        OrderKey key = new OrderKey(
                new ReportDefinition("r", "t", List.of("k", "l"), List.of("l", "k"), List.of(), ""),
                List.of(ReportColumn.of("k", "int4"), ReportColumn.of("l", "text")));
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
        OrderKey key = key("numeric");
        key.check(new String[] {"1.0"});

        assertThatThrownBy(() -> key.check(new String[] {"1.00"})).isInstanceOf(StepFailure.BadData.class);
    }

    @Test
    void refusesNull() {
        assertThatThrownBy(() -> key("int4").check(new String[] {null}))
                .isInstanceOf(StepFailure.BadData.class)
                .hasMessage("report r, row 1: expected a value in the order key's column k, found NULL");
    }

    @Test
    void refusesTypesWithoutAnOrder() {
        assertThatThrownBy(() -> key("jsonb"))
                .isInstanceOf(StepFailure.Configuration.class)
                .hasMessage(
                        "report r: expected numbers, text, dates, times or booleans in 'order key', found k of type jsonb");
    }

    private static OrderKey key(String type) {
        return new OrderKey(
                new ReportDefinition("r", "t", List.of("k"), List.of("k"), List.of(), ""),
                List.of(ReportColumn.of("k", type)));
    }
}
