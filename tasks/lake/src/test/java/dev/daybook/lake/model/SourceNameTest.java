package dev.daybook.lake.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceNameTest {

    @Test
    void takesShortLowerCaseNames() {
        assertThat(new SourceName("postgres")).hasToString("postgres");
        assertThat(new SourceName("a23456789_123456789_123456789_1")).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"'',''", "Postgres,Postgres", "1a,1a", "../x,../x", "'a\nb',a\\nb", "a-b,a-b", "_a,_a"})
    void refusesOthers(String value, String shown) {
        assertThatThrownBy(() -> new SourceName(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a source name [a-z][a-z0-9_]{0,30}, found '" + shown + "'");
    }

    @Test
    void keepsTheFolderOfTheReportsFree() {
        assertThatThrownBy(() -> new SourceName("reports"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the source name 'reports' is reserved for reports; take another one");
    }
}
