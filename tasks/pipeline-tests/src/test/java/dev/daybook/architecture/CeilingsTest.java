package dev.daybook.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The ceilings of CONTRIBUTING.md: a class of 250 lines, a method of 30; {@code ceilings.txt} has the exceptions. */
class CeilingsTest {

    private static final int CLASS = 250;
    private static final int METHOD = 30;

    private static MainCode code;
    private static Map<String, Long> exceptions;

    @BeforeAll
    static void measure() throws IOException {
        code = MainCode.under(Path.of(".."));
        exceptions = exceptions();
    }

    @Test
    void noClassIsLongerThanItsCeiling() {
        assertThat(tooLong(code.classes(), CLASS)).isEmpty();
    }

    @Test
    void noMethodIsLongerThanItsCeiling() {
        assertThat(tooLong(code.methods(), METHOD)).isEmpty();
    }

    @Test
    void everyExceptionIsNeeded() {
        List<String> needed = new ArrayList<>();
        code.classes().stream().filter(one -> one.lines() > CLASS).forEach(one -> needed.add(one.name()));
        code.methods().stream().filter(one -> one.lines() > METHOD).forEach(one -> needed.add(one.name()));
        assertThat(needed).as("take the others out of ceilings.txt").containsAll(exceptions.keySet());
    }

    private static List<String> tooLong(List<Measured> all, long ceiling) {
        return all.stream()
                .filter(one -> one.lines() > exceptions.getOrDefault(one.name(), ceiling))
                .map(one -> "expected at most " + exceptions.getOrDefault(one.name(), ceiling) + " lines, found "
                        + one.lines() + ", in " + one.name() + ": cut it, or say why not in ceilings.txt")
                .toList();
    }

    /** Name, ceiling and reason, which may not be missing. */
    private static Map<String, Long> exceptions() throws IOException {
        try (InputStream file = CeilingsTest.class.getResourceAsStream("ceilings.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" +", 3))
                    .collect(Collectors.toMap(
                            line -> line[0],
                            line -> Long.valueOf(line[2].isBlank() ? "" : line[1]),
                            (_, again) -> again,
                            TreeMap::new));
        }
    }
}
