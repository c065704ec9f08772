package dev.daybook.task.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            postgresql://u:c4n4ry@h/db                      | postgresql://***@h/db
            jdbc:postgresql://u:c4n@4ry@h:5/db?a=b          | jdbc:postgresql://***@h:5/db?a=b
            /home/me/postgresql:/u:c4n4ry@h/db              | /home/me/postgresql:/***@h/db
            s3://key:c4n/4ry@bucket                         | s3://***@bucket
            jdbc:postgresql://h/db?user=u&password=c4n4ry&x=y | jdbc:postgresql://h/db?user=u&password=***&x=y
            host=h password='c4n 4ry' dbname=d              | host=h password=*** dbname=d
            PGPASSWORD=c4n4ry                               | PGPASSWORD=***
            postgresql://h:5432/db                          | postgresql://h:5432/db
            me@example.org                                  | me@example.org
            a = b                                           | a = b
            """)
    void credentialsOfAnAddressAreTakenOut(String text, String shown) {
        assertThat(EscapedText.of(text)).isEqualTo(shown);
        assertThat(EscapedText.whole("found '" + text)).isEqualTo("found '" + shown);
    }
}
