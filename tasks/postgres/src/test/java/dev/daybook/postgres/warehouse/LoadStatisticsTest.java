package dev.daybook.postgres.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.lake.model.DatasetName;
import dev.daybook.lake.model.RawFile;
import dev.daybook.lake.model.RecordCounts;
import dev.daybook.lake.model.SourceName;
import dev.daybook.task.Period;
import dev.daybook.task.PipelineName;
import dev.daybook.testing.PostgresServer;
import dev.daybook.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LoadStatisticsTest {

    private static final PipelineName PIPELINE = new PipelineName("shop");
    private static final SourceName SOURCE = new SourceName("weblog");
    private static final Period HOUR = Period.parse("2024-01-20T07");

    private final TestDatabase database = PostgresServer.shared().createDatabase();

    private static DatasetFigures figures(String dataset, long accepted, Map<String, Long> reasons) {
        RecordCounts counts = new RecordCounts(accepted + 5, accepted, 2, new TreeMap<>(reasons), 1, 2);
        return new DatasetFigures(dataset, counts, 1000, Duration.ofMillis(250));
    }

    private static RawFile file(String dataset, String path, long records) {
        return new RawFile(DatasetName.bare(dataset), path, 99, "ab", records, records, 0, false);
    }

    @Test
    void theFiguresOfAPeriodAreThoseOfItsLastLoad() throws SQLException {
        try (Connection connection = database.connect()) {
            WarehouseTables.createMissing(connection);
            DatasetLog log = new DatasetLog(PIPELINE, Part.of(SOURCE));
            log.replace(connection, Period.parse("2024-01-20T06"), "first", List.of(figures("web_log", 1, Map.of())));
            log.replace(
                    connection, HOUR, "first", List.of(figures("web_log", 10, Map.of()), figures("gone", 0, Map.of())));

            log.replace(
                    connection, HOUR, "second", List.of(figures("web_log", 20, Map.of("time", 1L, "structure", 2L))));
        }
        assertThat(
                        database.query(
                                "SELECT period, dataset, run_id, read, accepted, rejected, elsewhere, held, reasons,"
                                        + " bytes, seconds FROM daybook.dataset_log WHERE pipeline = 'shop' AND part = 'weblog' ORDER BY 1"))
                .containsExactly(
                        "2024-01-20T06|web_log|first|6|1|2|3|0|{}|1000|0.25",
                        "2024-01-20T07|web_log|second|25|20|2|3|0|{\"time\": 1, \"structure\": 2}|1000|0.25");
    }

    @Test
    void theFilesOfAPeriodAreThoseOfItsLastLoad() throws SQLException {
        try (Connection connection = database.connect()) {
            WarehouseTables.createMissing(connection);
            FileLog log = new FileLog(PIPELINE, SOURCE);
            log.replace(connection, HOUR, List.of(file("web_log", "07/a.log", 3), file("web_log", "07/b.log", 4)));

            log.replace(connection, HOUR, List.of(file("web_log", "07/a.log", 5), file("errors", "07/a.log", 6)));
        }
        assertThat(database.query("SELECT period, source, dataset, file, bytes, sha256, records, accepted, rejected,"
                        + " archived FROM daybook.file_log WHERE pipeline = 'shop' ORDER BY records"))
                .containsExactly(
                        "2024-01-20T07|weblog|web_log|07/a.log|99|ab|5|5|0|f",
                        "2024-01-20T07|weblog|errors|07/a.log|99|ab|6|6|0|f");
    }
}
