package dev.daybook.postgres.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SqlResourceTest {

    private static final SqlResource COLUMNS = new SqlResource(
            "dev/daybook/columns.sql", "SELECT ':A [:b]', :kind::text, a:kind FROM :from_what WHERE oid = :kind");

    @Test
    void fileIsReadWithoutItsComment() {
        SqlResource found = SqlResource.of(SqlResourceTest.class, "sample.sql");

        assertThat(found).isEqualTo(new SqlResource("dev/daybook/postgres/sql/sample.sql", "SELECT 1 -- one\nFROM a"));
    }

    @Test
    void missingFileIsNamed() {
        assertThatThrownBy(() -> SqlResource.of(SqlResourceTest.class, "none.sql"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("expected the resource dev/daybook/postgres/sql/none.sql, found none; build the jar anew:"
                        + " make build");
    }

    @Test
    void variablesGetTheirValuesAndCastsAndWordsDoNot() {
        assertThat(COLUMNS.with(Map.of("kind", "$1", "from_what", ":kind", "b", "c")))
                .isEqualTo("SELECT ':A [c]', $1::text, a:kind FROM :kind WHERE oid = $1");
    }

    @Test
    void variableWithoutAValueIsNamed() {
        assertThatThrownBy(() -> COLUMNS.with(Map.of("b", "c", "kind", "1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("dev/daybook/columns.sql: expected a value for :from_what, found those for"
                        + " \\[(b, kind|kind, b)]");
    }
}
