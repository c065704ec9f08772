package dev.daybook.postgres.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.task.Period;
import dev.daybook.task.PipelineName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WarehouseNamesTest {

    private static final WarehouseNames NAMES = new WarehouseNames(new PipelineName("northwind"));

    @ParameterizedTest
    @CsvSource({"2024-01-20, northwind_2024_01_20", "2024-01-20T07, northwind_2024_01_20_07"})
    void aPeriodHasASchemaThatNamesItsPeriodAgain(String period, String schema) {
        assertThat(NAMES.day(Period.parse(period))).isEqualTo(schema);
        assertThat(NAMES.periodOf(schema)).contains(Period.parse(period));
        assertThat(NAMES.periodOf(schema + "__3f9c2a71")).contains(Period.parse(period));
        assertThat(NAMES.isStaging(schema)).isFalse();
        assertThat(NAMES.isStaging(schema + "__3f9c2a71")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "northwind",
                "northwind_2024_02_30",
                "northwind_2024_01_20_24",
                "northwind_2024_01_20_old",
                "northwind_2024_01_20__3f9c2a7",
                "northwind_2024_01_20__3F9C2A71",
                "my_northwind_2024_01_20",
                "northwindx2024_01_20"
            })
    void aSchemaOfSomebodyElseHasNoPeriod(String schema) {
        assertThat(NAMES.periodOf(schema)).isEmpty();
        assertThat(NAMES.isStaging(schema)).isFalse();
    }

    @Test
    void theLongestNameIsShortEnoughForPostgres() {
        WarehouseNames longest = new WarehouseNames(new PipelineName("p".repeat(31)));

        assertThat(longest.staging(Period.parse("2024-01-20T07"), "3f9c2a71"))
                .hasSizeLessThanOrEqualTo(WarehouseNames.LONGEST_NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"daybook", "public", "pg_catalog", "information_schema"})
    void aPipelineIsNotCalledLikeASchemaThatIsThere(String name) {
        assertThatThrownBy(() -> new WarehouseNames(new PipelineName(name)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a pipeline that is loaded cannot be called '" + name
                        + "': the warehouse has a schema of that name for something else; take another name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"northwind_2024_01_20", "northwind_2024_01_20_07"})
    void aPipelineIsNotCalledLikeTheDayOfAnother(String name) {
        assertThatThrownBy(() -> new WarehouseNames(new PipelineName(name)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a pipeline that is loaded cannot be called '" + name
                        + "': its schema would look like the schema of a day; take a name that does not end in a date");
    }

    @Test
    void aPipelineIsNotCalledLikeTheReportTablesOfAnother() {
        assertThat(NAMES.reports()).isEqualTo("northwind_reports");
        assertThatThrownBy(() -> new WarehouseNames(new PipelineName("northwind_reports")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a pipeline that is loaded cannot be called 'northwind_reports': its schema would be that of"
                                + " another pipeline's report tables; take a name that does not end in _reports");
    }

    @Test
    void anIdIsEightHexadecimalDigits() {
        assertThatThrownBy(() -> NAMES.staging(Period.parse("2024-01-20"), "\"; DROP"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected 8 hexadecimal digits, found '\"; DROP'");
    }
}
