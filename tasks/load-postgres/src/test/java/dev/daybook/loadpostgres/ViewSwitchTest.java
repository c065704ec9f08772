package dev.daybook.loadpostgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ViewSwitchTest {

    @Test
    void manyStatementsBecomeOneWhateverTheyHold() {
        assertThat(ViewSwitch.oneStatement(List.of("CREATE VIEW \"$views$\" AS SELECT 1", "DROP VIEW b")))
                .isEqualTo("DO $views0$ BEGIN CREATE VIEW \"$views$\" AS SELECT 1; DROP VIEW b; END $views0$");
    }
}
