package dev.daybook.postgres.name;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlScannerTest {

    private final SqlScanner scanner = new SqlScanner();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a ';' b                | a  b",
                "a 'it''s;' b           | a  b",
                "a E'it\\'s;' b         | a E b",
                "a '\\' b               | a  b",
                "tie'x' b               | tie b",
                "a \"x;\"\"y\" b        | a  b",
                "a $$;'$$ b             | a  b",
                "a $x$ $$;$$ $x$ b      | a  b",
                "a$b$c ; d$b$           | a$b$c ; d$b$",
                "a $1 b                 | a $1 b",
                "a - b /* ; */ c        | a - b  c",
                "a /* /* ; */ ; */ c    | a  c",
                "a -- ; '               | a",
                "a $x b                 | a $x b"
            })
    void findsTheCode(String sql, String code) {
        assertThat(code(sql)).isEqualTo(code);
        assertThat(scanner.isOpen()).isFalse();
    }

    @Test
    void goesOnWithWhatALineLeavesOpen() {
        assertThat(code("a 'x;\n")).isEqualTo("a");
        assertThat(scanner.isOpen()).isTrue();
        assertThat(code("y;' b $$ ;\n")).isEqualTo("b");
        assertThat(code(" $$ c -- ;\n")).isEqualTo("c");
        assertThat(scanner.isOpen()).isFalse();
        assertThat(code("d /* ;\n")).isEqualTo("d");
        assertThat(code("; */ e")).isEqualTo("e");
        assertThat(scanner.isOpen()).isFalse();
    }

    private String code(String text) {
        StringBuilder code = new StringBuilder();
        for (int i = scanner.nextCode(text, 0); i < text.length(); i = scanner.nextCode(text, i + 1)) {
            code.append(text.charAt(i));
        }
        return code.toString().strip();
    }
}
