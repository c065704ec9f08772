package dev.daybook.loadpostgres.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.lake.model.SourceName;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceStepTest {

    @Test
    void aSourceMayNameItsStep() {
        assertThat(SourceStep.parse("rates=extract-csv"))
                .isEqualTo(new SourceStep(new SourceName("rates"), Optional.of("extract-csv")));
        assertThat(SourceStep.parse(" rates = extract-csv ")).isEqualTo(SourceStep.parse("rates=extract-csv"));
        assertThat(SourceStep.parse("rates")).isEqualTo(new SourceStep(new SourceName("rates"), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rates=", "rates=Extract", "rates=extract csv", "rates=-x", "rates=a=b"})
    void aStepIsNamedAsStepsAre(String text) {
        assertThatThrownBy(() -> SourceStep.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a source and the step that extracts it, such as rates=extract-csv");
    }

    @Test
    void aSourceHasAName() {
        assertThatThrownBy(() -> SourceStep.parse("=extract-csv"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a source name [a-z][a-z0-9_]{0,30}, found ''");
    }
}
