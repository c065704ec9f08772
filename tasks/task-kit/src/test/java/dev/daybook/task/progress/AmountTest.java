package dev.daybook.task.progress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1.0 kB",
        "999949, 999.9 kB",
        "999950, 1.0 MB",
        "1234567, 1.2 MB",
        "5000000000, 5.0 GB",
        "9223372036854775807, 9.2 EB"
    })
    void bytesHaveAUnit(long bytes, String text) {
        assertThat(Amount.bytes(bytes)).isEqualTo(text);
    }

    @Test
    void countsHaveTheirNoun() {
        assertThat(Amount.of(1, "row")).isEqualTo("1 row");
        assertThat(Amount.of(0, "row")).isEqualTo("0 rows");
        assertThat(Amount.of(1_234_567, "row")).isEqualTo("1,234,567 rows");
    }
}
