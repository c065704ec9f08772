package dev.daybook.postgres.name;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QualifiedNameTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    pg_catalog."C"           | pg_catalog | C
                    "pg_catalog"."C"         | pg_catalog | C
                    pg_catalog.C             | pg_catalog | C
                    pg_catalog."de-x-icu"    | pg_catalog | de-x-icu
                    "a.b"."c""d"             | a.b        | c"d
                    """)
    void aNameIsTheSameHoweverItIsWritten(String text, String schema, String name) {
        assertThat(QualifiedName.parse(text)).contains(new QualifiedName(schema, name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "C", ".C", "a.", "a.b.c", "\"a.b", "\"\".b", "a\"b.c", "\"a\"; DROP TABLE x; --.\"b"})
    void whatIsNoNameIsNone(String text) {
        assertThat(QualifiedName.parse(text)).isEmpty();
    }

    @Test
    void itIsQuotedInSql() {
        assertThat(new QualifiedName("a\"", "b; DROP").quoted()).isEqualTo("\"a\"\"\".\"b; DROP\"");
    }
}
