package dev.daybook.loadpostgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EnumLabelsTest {

    static Stream<Arguments> comparisons() {
        return Stream.of(
                Arguments.of(List.of("a", "b"), List.of("a", "b"), new EnumLabels.Enough()),
                Arguments.of(List.of("a", "b", "c"), List.of("a", "c"), new EnumLabels.Enough()),
                Arguments.of(List.of(), List.of(), new EnumLabels.Enough()),
                Arguments.of(List.of("b"), List.of("a", "b"), new EnumLabels.Extended(List.of("'a' BEFORE 'b'"))),
                Arguments.of(
                        List.of("c"),
                        List.of("a", "b", "c"),
                        new EnumLabels.Extended(List.of("'a' BEFORE 'c'", "'b' AFTER 'a'"))),
                Arguments.of(
                        List.of("a", "c"),
                        List.of("a", "it's", "c", "d"),
                        new EnumLabels.Extended(List.of("'it''s' AFTER 'a'", "'d' AFTER 'c'"))),
                Arguments.of(List.of(), List.of("a", "b"), new EnumLabels.Extended(List.of("'a'", "'b' AFTER 'a'"))),
                Arguments.of(List.of("a", "b"), List.of("b", "a"), new EnumLabels.Another()),
                Arguments.of(List.of("a", "b"), List.of("a", "c"), new EnumLabels.Another()));
    }

    @ParameterizedTest
    @MethodSource("comparisons")
    void labelsAreAddedInTheirOrderOrTheTypeIsAnother(List<String> existing, List<String> wanted, EnumLabels expected) {
        assertThat(EnumLabels.compare(existing, wanted)).isEqualTo(expected);
    }
}
