package dev.daybook.task;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EscapedTextTest {

    @Test
    void whatCouldBreakALineOrATerminalIsEscaped() {
        assertThat(EscapedText.of("a\nb\rc\td\0\u001B[31m\u007F\u0085\u2028\u2029\u202E\uD800"))
                .isEqualTo("a\\nb\\rc\\td\\u0000\\u001B[31m\\u007F\\u0085\\u2028\\u2029\\u202E\\uD800");
    }

    @Test
    void whatPeopleReadStays() {
        assertThat(EscapedText.of("grün 日本 😀 'x'")).isEqualTo("grün 日本 😀 'x'");
    }

    @Test
    void longTextIsCut() {
        assertThat(EscapedText.of("x".repeat(201))).isEqualTo("x".repeat(200) + "...");
        assertThat(EscapedText.whole("x".repeat(201) + "\n")).isEqualTo("x".repeat(201) + "\\n");
    }
}
