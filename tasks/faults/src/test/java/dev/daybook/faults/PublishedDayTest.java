package dev.daybook.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The judge of published days sees every way in which one can be torn. */
class PublishedDayTest {

    @TempDir
    Path folder;

    private interface Damage {
        void to(Path day) throws IOException;
    }

    @Test
    void tellsAbsentFromWhole() throws IOException {
        Path day = folder.resolve("day");
        assertThat(PublishedDay.read(day)).isEqualTo(new DayState.Absent());

        HandMadeDay.write(day, "old");

        assertThat(PublishedDay.read(day))
                .isEqualTo(DayState.Whole.of(
                        Map.of("lines", "1 rows " + Sha256.of("old".getBytes()).substring(0, 32))));
    }

    static Stream<Arguments> damages() {
        return Stream.of(
                damage(
                        "no manifest",
                        "a folder without a manifest",
                        day -> Files.delete(day.resolve(ManifestText.NAME))),
                damage(
                        "another content",
                        HandMadeDay.FILE,
                        day -> Files.writeString(day.resolve(HandMadeDay.FILE), "new")),
                damage("a cut file", HandMadeDay.FILE, day -> Files.write(day.resolve(HandMadeDay.FILE), new byte[0])),
                damage("a missing file", "missing", day -> Files.delete(day.resolve(HandMadeDay.FILE))),
                damage("a file more", "expected the files", day -> Files.writeString(day.resolve("lines/more"), "")),
                damage("no marker", "expected the files", day -> Files.delete(day.resolve(PublishedDay.MARKER))),
                damage(
                        "another marker",
                        "is another manifest's",
                        day -> Files.writeString(day.resolve(PublishedDay.MARKER), "{}")),
                damage("an edited manifest", "sum", day -> {
                    Path manifest = day.resolve(ManifestText.NAME);
                    Files.writeString(manifest, Files.readString(manifest).replace("\"rows\" : 1", "\"rows\" : 2"));
                }),
                damage("a cut manifest", "sum", day -> Files.writeString(day.resolve(ManifestText.NAME), "{")));
    }

    private static Arguments damage(String name, String reason, Damage damage) {
        return Arguments.of(name, reason, damage);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damages")
    void seesATornDay(String name, String reason, Damage damage) throws IOException {
        HandMadeDay.write(folder, "old");
        assertThat(PublishedDay.read(folder)).isInstanceOf(DayState.Whole.class);

        damage.to(folder);

        assertThat(PublishedDay.read(folder))
                .isInstanceOfSatisfying(
                        DayState.Torn.class, torn -> assertThat(torn.reason()).contains(reason));
    }
}
