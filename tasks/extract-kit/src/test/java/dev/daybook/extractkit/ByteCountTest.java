package dev.daybook.extractkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteCountTest {

    @ParameterizedTest
    @CsvSource({"1,1,1", "77B,77,77", "2KiB,2048,2KiB", "1048576,1048576,1MiB", "20GiB,21474836480,20GiB"})
    void aNumberOfBytesIsReadAndShown(String text, long bytes, String shown) {
        assertThat(ByteCount.parse(text).bytes()).isEqualTo(bytes);
        assertThat(ByteCount.parse(text)).hasToString(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "1.5MiB", "16MB", "1 KiB", "999999999999999GiB", "1e6"})
    void whatIsNoNumberOfBytesIsRefused(String text) {
        assertThatThrownBy(() -> ByteCount.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a number of bytes such as 1048576, 16MiB or 20GiB");
    }
}
