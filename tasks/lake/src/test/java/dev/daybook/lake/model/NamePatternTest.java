package dev.daybook.lake.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternTest {

    private static final long SEED = 4;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    public.orders    | public | orders     | true
                    public.orders    | public | Orders     | false
                    public.orders    | Public | orders     | false
                    orders           | shop   | orders     | true
                    *.order*         | shop   | order_items| true
                    public.*         | public | a.b        | true
                    public.a?c       | public | abc        | true
                    public.a?c       | public | ac         | false
                    public.*_*_x     | public | a_b_c_x    | true
                    public.*_*_x     | public | a_x        | false
                    public.**        | public | a          | true
                    "a.b".c          | a.b    | c          | true
                    a."b.c"          | a      | b.c        | true
                    a."*"            | a      | *          | true
                    a."*"            | a      | b          | false
                    a."b""c"         | a      | b"c        | true
                    Größe            | public | Größe      | true
                    """)
    void aPatternMatchesNames(String pattern, String schema, String table, boolean matches) {
        assertThat(NamePattern.ofDatasets(pattern).matches(DatasetName.of(schema, table)))
                .isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    ``        | a part between dots is empty
                    a.        | a part between dots is empty
                    .b        | a part between dots is empty
                    a..b      | a part between dots is empty
                    "".b      | a part between dots is empty
                    "a.b      | a double quote is not closed
                    "a"b.c    | after a closing quote there must be a dot or the end
                    a"b.c     | a double quote stands inside a part that does not begin with one
                    """)
    void whatIsNoPatternIsRefused(String pattern, String message) {
        assertThatThrownBy(() -> NamePattern.parse(pattern))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void aPatternOfDatasetsHasTwoPartsAtMost() {
        assertThatThrownBy(() -> NamePattern.ofDatasets("a.b.c"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected schema.table with * and ?, found 'a.b.c': there are 3 parts; quote a name that"
                        + " holds a dot");
    }

    @Test
    void theLiteralOfANameMatchesThatNameAlone() {
        Random random = new Random(SEED);
        String letters = "ab.*?\" ='\\";
        for (int i = 0; i < 2_000; i++) {
            String schema = word(random, letters);
            String table = word(random, letters);
            NamePattern pattern = NamePattern.parse(NamePattern.literal(schema, table));

            assertThat(pattern.isLiteral()).as(pattern.text()).isTrue();
            assertThat(pattern.parts()).extracting(NamePattern.Part::text).containsExactly(schema, table);
        }
    }

    @Test
    void aPatternOfManyStarsIsNoTrap() {
        NamePattern pattern = NamePattern.parse("*a".repeat(60) + "b");

        assertThat(pattern.matches(DatasetName.bare("a".repeat(5_000)))).isFalse();
    }

    private static String word(Random random, String letters) {
        StringBuilder word = new StringBuilder();
        int length = 1 + random.nextInt(6);
        for (int i = 0; i < length; i++) {
            word.append(letters.charAt(random.nextInt(letters.length())));
        }
        return word.toString();
    }
}
