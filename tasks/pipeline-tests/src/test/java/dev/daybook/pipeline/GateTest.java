package dev.daybook.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The load alone, by hand: it refuses while an extract of its day is missing, and names the command that makes it. */
class GateTest {

    private static final String DAY = "2024-01-20";

    @TempDir
    Path folder;

    @Test
    void theReportRefusesUntilTheLoadAndTheLoadUntilBothExtractsAreThereAndWhole() throws IOException {
        NorthwindPipeline northwind = new NorthwindPipeline(folder).withSampleSources(DAY);
        theReportRefuses(northwind);
        assertRefused(northwind, "extract-postgres", "extract-csv");

        northwind.extractPostgres("2024-01-19").succeeded();
        northwind.extractCsv("2024-01-19").succeeded();
        assertRefused(northwind, "extract-postgres", "extract-csv");

        northwind.extractPostgres(DAY).succeeded();
        assertRefused(northwind, "extract-csv");

        northwind.extractCsv(DAY).succeeded();
        aDamagedExtractIsRefused(northwind);
        northwind.loadPostgres(DAY).succeeded();
    }

    private static void theReportRefuses(NorthwindPipeline northwind) {
        StepProcess.Outcome outcome = northwind.publishReport(DAY);

        assertThat(outcome.exitCode()).isEqualTo(66);
        assertThat(outcome.receipt().get("message").asText())
                .contains("2024-01-20")
                .contains("load-postgres --pipeline northwind --date 2024-01-20");
        assertThat(northwind.report(DAY)).doesNotExist();
    }

    private static void aDamagedExtractIsRefused(NorthwindPipeline northwind) throws IOException {
        Path manifest = northwind.lake().resolve("northwind/csv/logical_date=" + DAY + "/_manifest.json");
        String text = Files.readString(manifest);
        assertThat(text).contains("order_details_pkey");
        Files.writeString(manifest, text.replace("order_details_pkey", "order_details_pkez"));

        assertRefused(northwind, "extract-csv");

        Files.writeString(manifest, text);
    }

    private static void assertRefused(NorthwindPipeline northwind, String... missing) {
        StepProcess.Outcome outcome = northwind.loadPostgres(DAY);

        assertThat(outcome.exitCode()).as(outcome.log()).isEqualTo(66);
        String message = outcome.receipt().get("message").asText();
        for (String step : List.of("extract-postgres", "extract-csv")) {
            if (List.of(missing).contains(step)) {
                assertThat(message).contains("java -jar " + step + ".jar --pipeline northwind --date " + DAY);
            } else {
                assertThat(message).doesNotContain(step);
            }
        }
        assertThat(northwind.warehouse().query("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'northwind%'"))
                .isEmpty();
    }
}
