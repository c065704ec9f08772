package dev.daybook.loadpostgres.periods;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.loadpostgres.CommitCut;
import dev.daybook.loadpostgres.Run;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Loaded events that are cut off, compared, retired and dropped. */
class EventFaultsTest {

    private static final String SEVEN = "2024-01-20T07";
    private static final String EIGHT = "2024-01-20T08";

    @TempDir
    private Path folder;

    private Clicks clicks;

    @BeforeEach
    void makeSource() {
        clicks = new Clicks(folder);
    }

    @ParameterizedTest
    @EnumSource(CommitCut.Side.class)
    void aConnectionCutAtCommitLeavesEachRowOnce(CommitCut.Side side) {
        clicks.loaded(EIGHT, 4, 5);
        clicks.extract(SEVEN, 1, 3);
        try (CommitCut proxy = new CommitCut(clicks.warehouse.host(), clicks.warehouse.port(), side)) {
            Run run = clicks.loadThrough(proxy.port(), SEVEN);

            assertThat(proxy.cuts()).isEqualTo(1);
            assertThat(run.exitCode()).as(run.log()).isZero();
        }
        assertThat(clicks.shown()).containsExactly("20 07|3|6", "20 08|2|9");
        assertThat(clicks.warehouse.query("SELECT event FROM daybook.load_history WHERE period = '" + SEVEN + "'"))
                .containsExactly("loaded");
    }

    @Test
    void aPeriodIsComparedWithTheLakeAndRetired() {
        clicks.loaded(EIGHT, 4, 5);
        clicks.loaded(SEVEN, 1, 3);
        assertThat(clicks.load(SEVEN, "verify").exitCode()).isZero();

        clicks.warehouse.execute("UPDATE northwind_periods.clicks SET price = 0 WHERE id = 2");
        Run changed = clicks.load(SEVEN, "verify");
        assertThat(changed.exitCode()).isEqualTo(65);
        assertThat(changed.message())
                .startsWith("clicks: lake 3 rows ")
                .endsWith("; retire 2024-01-20T07, then load it again");

        assertThat(clicks.load(SEVEN, "retire").receipt()).contains("\"status\":\"done\"", "\"rows\":3");
        assertThat(clicks.shown()).containsExactly("20 08|2|9");
        assertThat(clicks.load(SEVEN, "retire").receipt()).contains("\"status\":\"unchanged\"");
        assertThat(clicks.load(SEVEN, "verify").message())
                .isEqualTo("clicks has 0 rows of 3; retire 2024-01-20T07, then load it again");
        clicks.loaded(SEVEN);
        assertThat(clicks.load(SEVEN, "verify").exitCode()).isZero();
        assertThat(clicks.load(SEVEN, "verify", "--against", "source").message())
                .isEqualTo("--against source: expected sources with snapshots, found source weblog, whose data comes a"
                        + " period at a time; leave it out of --sources");
    }

    @Test
    void oldDaysAreDroppedOnlyWhereThatIsAskedFor() throws SQLException {
        Instant then = Instant.parse("2024-01-22T00:00:00Z");
        clicks.extract(SEVEN, 1, 3);
        clicks.loadAt(then, SEVEN);
        clicks.extract("2024-01-21T05", 7, 7);
        clicks.loadAt(then, "2024-01-21T05");
        clicks.loaded("2024-03-01T00", 100, 100);
        assertThat(clicks.shown()).containsExactly("01 00|1|100", "20 07|3|6", "21 05|1|7");

        try (Connection reader = clicks.warehouse.connect();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.executeQuery("SELECT count(*) FROM northwind.clicks").close();
            assertThat(clicks.load("2024-03-01T00", "--keep-days", "2").log())
                    .contains(
                            "2024-01-20 of source weblog is older than --keep-days, but stays: canceling statement due"
                                    + " to lock timeout");
        }
        assertThat(clicks.load("2024-03-01T00", "--keep-days", "2").exitCode()).isZero();

        assertThat(clicks.shown()).containsExactly("01 00|1|100", "21 05|1|7");
        assertThat(clicks.warehouse.query("SELECT period, event FROM daybook.load_history WHERE event = 'expired'"))
                .containsExactly("2024-01-20T07|expired");
    }
}
