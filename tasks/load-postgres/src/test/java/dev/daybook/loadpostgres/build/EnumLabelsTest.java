package dev.daybook.loadpostgres.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.loadpostgres.ddl.TypeDdl;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EnumLabelsTest {

    private static List<String> extended(String... additions) {
        return Stream.of(additions)
                .map(addition -> "ALTER TYPE \"s\".\"t\" ADD VALUE " + addition)
                .toList();
    }

    static Stream<Arguments> comparisons() {
        return Stream.of(
                Arguments.of(List.of("a", "b"), List.of("a", "b"), new EnumLabels.Enough()),
                Arguments.of(List.of("a", "b", "c"), List.of("a", "c"), new EnumLabels.Enough()),
                Arguments.of(List.of(), List.of(), new EnumLabels.Enough()),
                Arguments.of(List.of("b"), List.of("a", "b"), extended("'a' BEFORE 'b'")),
                Arguments.of(List.of("c"), List.of("a", "b", "c"), extended("'a' BEFORE 'c'", "'b' AFTER 'a'")),
                Arguments.of(
                        List.of("a", "c"),
                        List.of("a", "it's", "c", "d"),
                        extended("'it''s' AFTER 'a'", "'d' AFTER 'c'")),
                Arguments.of(List.of(), List.of("a", "b"), extended("'a'", "'b' AFTER 'a'")),
                Arguments.of(List.of("a", "b"), List.of("b", "a"), new EnumLabels.Another()),
                Arguments.of(List.of("a", "b"), List.of("a", "c"), new EnumLabels.Another()));
    }

    @ParameterizedTest
    @MethodSource("comparisons")
    void labelsAreAddedInTheirOrderOrTheTypeIsAnother(List<String> existing, List<String> wanted, Object expected) {
        EnumLabels labels = EnumLabels.compare(existing, wanted);

        assertThat(labels instanceof EnumLabels.Extended extended ? statements(extended) : labels)
                .isEqualTo(expected);
    }

    private static List<String> statements(EnumLabels.Extended extended) {
        return extended.additions().stream()
                .map(addition -> addition.sql(new TypeDdl("s", "t")))
                .toList();
    }
}
