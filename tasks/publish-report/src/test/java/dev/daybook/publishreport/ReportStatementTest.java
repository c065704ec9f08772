package dev.daybook.publishreport;

import static dev.daybook.publishreport.ReportStatement.OfPeriod.PERIOD;
import static dev.daybook.publishreport.ReportStatement.OfPeriod.PERIOD_END;
import static dev.daybook.publishreport.ReportStatement.OfPeriod.PERIOD_START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.task.StepFailure;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportStatementTest {

    @Test
    void replacesParametersInCodeOnly() {
        ReportStatement statement = of("SELECT ':period', \":period\", x::date, :period::date -- :period\n"
                + "WHERE a >= :period_start AND a < :period_end AND b = :period; -- the end\n");

        assertThat(statement.sql())
                .isEqualTo("SELECT ':period', \":period\", x::date, ?::text::date -- :period\n"
                        + "WHERE a >= ? AND a < ? AND b = ?::text");
        assertThat(statement.parameters()).containsExactly(PERIOD, PERIOD_START, PERIOD_END, PERIOD);
    }

    @Test
    void replacesTheReportsOwnParameters() {
        ReportStatement statement =
                of("-- title: t\n-- columns: a\n-- param: top integer 5\n-- param: name_2 text a b\n"
                        + "SELECT a FROM b WHERE c = :name_2 LIMIT :top");

        assertThat(statement.sql()).endsWith("SELECT a FROM b WHERE c = ?::text LIMIT ?");
        assertThat(statement.parameters())
                .containsExactly(
                        new ReportStatement.Declared(new ReportParameter("name_2", ParameterType.TEXT, "a b")),
                        new ReportStatement.Declared(new ReportParameter("top", ParameterType.INTEGER, 5)));
    }

    @Test
    void keepsOperatorsThatHoldAQuestionMark() {
        assertThat(of("SELECT a ? 'b', c ?| d, '?', e[1:2]").sql()).isEqualTo("SELECT a ?? 'b', c ??| d, '?', e[1:2]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT :perod | report r: expected the parameters :period, :period_start and :period_end, found :perod",
                "SELECT 1; DROP TABLE x | report r: expected one statement, found more after the first semicolon",
                "SELECT 1;; | report r: expected one statement, found more after the first semicolon"
            })
    void refusesWhatIsNoReport(String sql, String message) {
        assertThatThrownBy(() -> of(sql))
                .isInstanceOf(StepFailure.Configuration.class)
                .hasMessage(message);
    }

    @Test
    void namesTheReportsOwnParametersToo() {
        assertThatThrownBy(() -> of("-- param: top integer 5\nSELECT :to"))
                .isInstanceOf(StepFailure.Configuration.class)
                .hasMessage("report r: expected the parameters :period, :period_start, :period_end and :top, found"
                        + " :to");
    }

    private static ReportStatement of(String sql) {
        return ReportStatement.of(ReportHeading.read("r", sql, new ArrayList<>()));
    }
}
