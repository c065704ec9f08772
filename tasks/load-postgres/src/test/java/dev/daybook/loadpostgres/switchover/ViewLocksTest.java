package dev.daybook.loadpostgres.switchover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The one statement in which views are changed. */
class ViewLocksTest {

    @Test
    void manyStatementsBecomeOneWhateverTheyHold() {
        assertThat(ViewLocks.oneStatement(List.of("CREATE VIEW \"$views$\" AS SELECT 1", "DROP VIEW b")))
                .isEqualTo("DO $views0$ DECLARE command text; BEGIN FOREACH command IN ARRAY ARRAY["
                        + "'CREATE VIEW \"$views$\" AS SELECT 1', 'DROP VIEW b']::text[]"
                        + " LOOP EXECUTE command; END LOOP; END $views0$");
    }
}
