package dev.daybook.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.daybook.task.Environment;
import dev.daybook.task.Period;
import dev.daybook.task.StepFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoSettingsTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2024-03-01T00:00:01Z"), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    @Test
    void runsYesterdayWithTheSampleByDefault() {
        DemoSettings settings = settings(Map.of("DATE", "", "KEEP", ""));

        assertThat(settings.day()).isEqualTo(Period.parse("2024-02-29"));
        assertThat(settings.keep()).isFalse();
        assertThat(settings.own()).isEmpty();
        assertThat(settings.step()).isEmpty();
        assertThat(settings.commandFor("STEP=extract-csv ")).isEqualTo("make demo STEP=extract-csv DATE=2024-02-29");
    }

    @Test
    void takesEverySetting() throws IOException {
        Path sql = Files.createFile(folder.resolve("my dump.sql"));
        Path csv = Files.createFile(folder.resolve("lines.csv"));

        DemoSettings settings = settings(Map.of(
                "DATE",
                "2024-01-20",
                "KEEP",
                "1",
                "STEP",
                "load-postgres",
                "SOURCE_SQL",
                sql.toString(),
                "ORDER_DETAILS",
                csv.toString()));

        assertThat(settings.day()).isEqualTo(Period.parse("2024-01-20"));
        assertThat(settings.keep()).isTrue();
        assertThat(settings.step()).contains(DemoStep.LOAD_POSTGRES);
        assertThat(settings.own()).contains(new DemoSettings.OwnSources(sql, csv));
        assertThat(settings.commandFor("STEP=load-postgres "))
                .isEqualTo(
                        "make demo STEP=load-postgres DATE=2024-01-20 SOURCE_SQL='" + sql + "' ORDER_DETAILS=" + csv);
    }

    @Test
    void tellsEverythingThatIsWrongAtOnce() {
        StepFailure.Configuration failure = catchThrowableOfType(
                StepFailure.Configuration.class,
                () -> settings(Map.of("DATE", "2024-02-30", "STEP", "load", "SOURCE_SQL", "/missing.sql")));

        assertThat(failure.problems())
                .containsExactly(
                        "DATE: expected a day YYYY-MM-DD or an hour YYYY-MM-DDTHH that exists, found '2024-02-30'",
                        "SOURCE_SQL: expected a file that can be read, found none at /missing.sql",
                        "SOURCE_SQL and ORDER_DETAILS: expected both or none, found only SOURCE_SQL",
                        "STEP: expected extract-postgres, extract-csv, load-postgres, publish-report, found 'load'");
    }

    @Test
    void refusesADayThatHasNotBegun() {
        StepFailure failure =
                catchThrowableOfType(StepFailure.Configuration.class, () -> settings(Map.of("DATE", "2024-03-02")));

        assertThat(failure).hasMessage("DATE: expected a day that has begun, found 2024-03-02");
    }

    private static DemoSettings settings(Map<String, String> variables) {
        return DemoSettings.from(new Environment(variables), CLOCK);
    }
}
