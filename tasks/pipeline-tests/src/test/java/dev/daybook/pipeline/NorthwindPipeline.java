package dev.daybook.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daybook.testing.PostgresServer;
import dev.daybook.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The Northwind pipeline with databases and a lake of its own, its steps run as child processes. */
final class NorthwindPipeline {

    static final String PIPELINE = "northwind";

    private final Path folder;
    private final TestDatabase source = PostgresServer.shared().createDatabase();
    private final TestDatabase warehouse = PostgresServer.shared().createDatabase();

    /** @param folder an empty folder for the lake and the CSV file */
    NorthwindPipeline(Path folder) {
        this.folder = folder;
    }

    TestDatabase source() {
        return source;
    }

    TestDatabase warehouse() {
        return warehouse;
    }

    Path lake() {
        return folder.resolve("lake");
    }

    Path orderDetails() {
        return folder.resolve("order_details.csv");
    }

    /** Fills the sources from a dump and a file. */
    NorthwindPipeline withSources(Path dump, Path csv) {
        try {
            source.execute(Files.readString(dump));
            Files.copy(csv, orderDetails());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Fills the sources with the sample shop's state on a day. */
    NorthwindPipeline withSampleSources(String day) {
        StepProcess.Outcome outcome = StepProcess.run(
                "sample-sources",
                environment(),
                List.of("--day", day, "--csv", orderDetails().toString()));
        if (outcome.exitCode() != 0) {
            throw new IllegalStateException("sample-sources failed: " + outcome.log());
        }
        return this;
    }

    StepProcess.Outcome extractPostgres(String day, String... more) {
        return step("extract-postgres", day, List.of(), more);
    }

    StepProcess.Outcome extractCsv(String day, String... more) {
        return step(
                "extract-csv",
                day,
                List.of("--file", orderDetails().toString(), "--schema", "dags/northwind/order_details.schema.json"),
                more);
    }

    StepProcess.Outcome loadPostgres(String day, String... more) {
        return step("load-postgres", day, List.of(), more);
    }

    StepProcess.Outcome publishReport(String day, String... more) {
        return step("publish-report", day, List.of("--report", "dags/northwind/orders_with_details.sql"), more);
    }

    /** Runs all four steps; each must succeed. Gives their receipts by step. */
    Map<String, JsonNode> day(String day) {
        Map<String, JsonNode> receipts = new HashMap<>();
        receipts.put("extract-postgres", extractPostgres(day).succeeded());
        receipts.put("extract-csv", extractCsv(day).succeeded());
        receipts.put("load-postgres", loadPostgres(day).succeeded());
        receipts.put("publish-report", publishReport(day).succeeded());
        return receipts;
    }

    /** The published report's folder. */
    Path report(String day) {
        return lake().resolve("northwind/reports/orders_with_details/logical_date=" + day);
    }

    StepProcess.Outcome step(String step, String day, List<String> own, String... more) {
        return StepProcess.run(step, environment(), arguments(day, own, more));
    }

    List<String> arguments(String day, List<String> own, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("--pipeline", PIPELINE, "--date", day, "--lake", lake().toString()));
        arguments.addAll(own);
        arguments.addAll(List.of(more));
        return arguments;
    }

    /** The variables that name both databases. */
    Map<String, String> environment() {
        return Map.of(
                "SOURCE_DB_URL", source.url(),
                "SOURCE_DB_USER", source.user(),
                "SOURCE_DB_PASSWORD", source.password(),
                "WAREHOUSE_DB_URL", warehouse.url(),
                "WAREHOUSE_DB_USER", warehouse.user(),
                "WAREHOUSE_DB_PASSWORD", warehouse.password());
    }
}
