package dev.daybook.task.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearMissTest {

    @ParameterizedTest
    @CsvSource({
        "'', '', 0",
        "abc, abc, 0",
        "abc, '', 3",
        "date, daet, 1",
        "SOURCE_DB_USER, SOURCE_DB_USR, 1",
        "abc, xyz, 3",
        "ABC, abc, 0",
        "ca, abc, 3"
    })
    void distanceCountsChangesAndSwaps(String left, String right, int distance) {
        assertThat(NearMiss.distance(left, right)).isEqualTo(distance);
        assertThat(NearMiss.distance(right, left)).isEqualTo(distance);
    }

    @Test
    void nearestCandidateIsFound() {
        List<String> options = List.of("--date", "--lake", "--pipeline");

        assertThat(NearMiss.of("--daet", options)).contains("--date");
        assertThat(NearMiss.of("--PIPELINE", options)).contains("--pipeline");
        assertThat(NearMiss.of("--lakes", options)).contains("--lake");
        assertThat(NearMiss.of("--compression", options)).isEmpty();
    }

    @Test
    void shortWordsMustBeNearer() {
        assertThat(NearMiss.of("rnu", List.of("run"))).contains("run");
        assertThat(NearMiss.of("abc", List.of("run"))).isEmpty();
        assertThat(NearMiss.of("ru", List.of("arun"))).isEmpty();
    }
}
