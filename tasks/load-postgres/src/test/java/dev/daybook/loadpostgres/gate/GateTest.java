package dev.daybook.loadpostgres.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.lake.model.LoadMode;
import dev.daybook.lake.model.SourceKind;
import dev.daybook.loadpostgres.Run;
import dev.daybook.loadpostgres.Shop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateTest {

    private static final String DAY = "2024-01-20";

    @TempDir
    Path folder;

    private Shop shop;

    @BeforeEach
    void makeShop() {
        shop = new Shop(folder);
    }

    /** What has become of an extract before the load looks at it. */
    enum State {
        THERE,
        MISSING,
        OTHER_DAY,
        FAILED,
        MANIFEST_CUT,
        MANIFEST_CHANGED,
        FILE_GONE,
        FILE_CUT,
        FILE_ADDED
    }

    @ParameterizedTest
    @CsvSource({
        "THERE, MISSING",
        "MISSING, THERE",
        "MISSING, MISSING",
        "THERE, OTHER_DAY",
        "OTHER_DAY, THERE",
        "OTHER_DAY, OTHER_DAY",
        "THERE, FAILED",
        "FAILED, THERE",
        "FAILED, MISSING",
        "THERE, MANIFEST_CUT",
        "MANIFEST_CUT, THERE",
        "MANIFEST_CUT, MANIFEST_CUT",
        "THERE, MANIFEST_CHANGED",
        "MANIFEST_CHANGED, THERE",
        "THERE, FILE_GONE",
        "FILE_GONE, THERE",
        "FILE_GONE, MISSING",
        "THERE, FILE_CUT",
        "FILE_CUT, THERE",
        "THERE, FILE_ADDED",
        "FILE_ADDED, THERE"
    })
    void aDayIsRefusedUnlessEveryExtractIsThereAndWhole(State postgres, State csv) throws IOException {
        put("postgres", postgres);
        put("csv", csv);

        Run run = shop.load(DAY);

        assertThat(run.exitCode()).as(run.log()).isEqualTo(66);
        assertThat(run.message()).startsWith("2024-01-20 of northwind cannot be loaded: ");
        assertThat(run.message().contains("run the extract of source postgres for that day"))
                .isEqualTo(postgres != State.THERE);
        assertThat(run.message().contains("run the extract of source csv for that day"))
                .isEqualTo(csv != State.THERE);
        assertThat(shop.schemas()).isEmpty();
    }

    @Test
    void theMessageSaysWhatIsMissingAndWhatToRun() {
        String command = " --pipeline northwind --date 2024-01-20 --lake " + folder + " --source ";

        assertThat(shop.load(DAY).message())
                .isEqualTo("2024-01-20 of northwind cannot be loaded: source postgres has no extract of 2024-01-20: run"
                        + " the extract of source postgres for that day: `java -jar extract-postgres.jar" + command
                        + "postgres ...` (task extract_postgres); source csv has no extract of 2024-01-20: run the"
                        + " extract of source csv for that day: `java -jar extract-csv.jar" + command
                        + "csv ...` (task extract_csv)");
    }

    /** The names say nothing: a source called {@code csv_exports} may be a database, and one called {@code rates} files. */
    @Test
    void theMessageGivesTheCommandAndTheTaskOfStepsThatItWasTold() {
        String command = " --pipeline northwind --date 2024-01-20 --lake " + folder + " --source ";

        assertThat(shop.load(DAY, "--sources", "csv_exports=extract-postgres,rates=extract-csv,csv=extract-csv,other")
                        .message())
                .isEqualTo("2024-01-20 of northwind cannot be loaded: source csv_exports has no extract of 2024-01-20:"
                        + " run the extract of source csv_exports for that day: `java -jar extract-postgres.jar"
                        + command + "csv_exports ...` (task extract_postgres_csv_exports); source rates has no extract"
                        + " of 2024-01-20: run the extract of source rates for that day: `java -jar extract-csv.jar"
                        + command + "rates ...` (task extract_csv_rates); source csv has no extract of 2024-01-20: run"
                        + " the extract of source csv for that day: `java -jar extract-csv.jar" + command
                        + "csv ...` (task extract_csv); source other has no extract of 2024-01-20: run the extract of"
                        + " source other for that day");
    }

    @Test
    void anHourIsCalledAnHour() {
        assertThat(shop.load("2024-01-20T07", "--sources", "rates").message())
                .isEqualTo("2024-01-20T07 of northwind cannot be loaded: source rates has no extract of 2024-01-20T07:"
                        + " run the extract of source rates for that hour");
    }

    @Test
    void theKindInTheManifestOfADamagedExtractTellsItsStep() throws IOException {
        shop.lake.publish(shop.files, "rates", SourceKind.CSV, DAY, table -> table);
        Path file = dataFile("rates");
        Files.delete(file);

        assertThat(shop.load(DAY, "--sources", "rates").message())
                .startsWith("2024-01-20 of northwind cannot be loaded: the extract of rates is damaged (")
                .endsWith("): run the extract of source rates for that day: `java -jar extract-csv.jar --pipeline"
                        + " northwind --date 2024-01-20 --lake " + folder + " --source rates --replace ...` (task"
                        + " extract_csv_rates)");
    }

    @Test
    void aDamagedManifestTellsNothing() throws IOException {
        put("csv", State.MANIFEST_CUT);

        assertThat(shop.load(DAY, "--sources", "csv").message())
                .endsWith("): run the extract of source csv for that day with --replace");
    }

    @Test
    void oneSourceIsEnoughWhereOnlyOneIsAskedFor() {
        shop.lake.postgres(shop.source, DAY);

        assertThat(shop.load(DAY, "--sources", "postgres").exitCode()).isZero();
        assertThat(shop.shown()).containsExactly("1");
    }

    @Test
    void tablesOfTwoSourcesDoNotShareAName() {
        shop.extract(DAY);
        shop.files.execute("CREATE TABLE orders (id int)");
        shop.lake.csv(shop.files, DAY);

        Run run = shop.load(DAY);

        assertThat(run.exitCode()).isEqualTo(78);
        assertThat(run.message())
                .isEqualTo("csv:orders and postgres:public.orders are both orders in the warehouse; extract one of them"
                        + " again with --target schema.table=name, or with --exclude");
    }

    @Test
    void keyedDatasetsAreNotLoadedYet() {
        shop.lake.publish(
                shop.files,
                "clicks",
                SourceKind.FILES,
                DAY,
                table -> table.loadedAs(new LoadMode.Keyed(LoadMode.Keyed.Keep.LATEST, List.of())));

        Run run = shop.load(DAY, "--sources", "clicks");

        assertThat(run.exitCode()).isEqualTo(78);
        assertThat(run.message())
                .isEqualTo(
                        "expected datasets loaded as snapshot or events, found public.order_details of clicks as keyed, which"
                                + " this version extracts and does not load; leave the source out of --sources");
        assertThat(shop.schemas()).isEmpty();
    }

    @Test
    void daysAndHoursAreNotLoadedIntoOnePipeline() {
        shop.loaded(DAY);
        shop.extract("2024-01-20T07");

        Run run = shop.load("2024-01-20T07");

        assertThat(run.exitCode()).isEqualTo(78);
        assertThat(run.message())
                .isEqualTo("expected periods of one length, found the day 2024-01-20 loaded beside the hour"
                        + " 2024-01-20T07; load one of them as another --pipeline");
    }

    @Test
    void aFileWithAFlippedBitIsRefusedBeforeARowIsVisible() throws IOException {
        shop.loaded("2024-01-19");
        shop.sell(2);
        shop.extract(DAY);
        Path file = dataFile("postgres");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);

        Run run = shop.load(DAY);

        assertThat(run.exitCode()).as(run.log()).isEqualTo(65);
        assertThat(run.message()).contains(file.getFileName().toString());
        assertThat(shop.schemas()).containsExactly("northwind", "northwind_2024_01_19");
        assertThat(shop.shown()).containsExactly("1");
    }

    @Test
    void extractingTheSameContentAgainMendsADamagedExtract() throws IOException {
        shop.extract(DAY);
        Files.delete(dataFile("postgres"));
        assertThat(shop.load(DAY).exitCode()).isEqualTo(66);

        shop.lake.postgres(shop.source, DAY);

        assertThat(shop.load(DAY).exitCode()).isZero();
    }

    private void put(String source, State state) throws IOException {
        if (state == State.MISSING) {
            return;
        }
        publish(source, state == State.OTHER_DAY ? "2024-01-19" : DAY);
        Path directory = shop.lake.directory(source, DAY);
        Path manifest = directory.resolve("_manifest.json");
        switch (state) {
            case THERE, MISSING, OTHER_DAY -> {}
            case FAILED -> Files.delete(manifest);
            case MANIFEST_CUT -> Files.write(manifest, cut(Files.readAllBytes(manifest)));
            case MANIFEST_CHANGED ->
                Files.writeString(manifest, Files.readString(manifest).replaceFirst("\"0.1.0\"", "\"0.1.1\""));
            case FILE_GONE -> Files.delete(dataFile(source));
            case FILE_CUT -> Files.write(dataFile(source), cut(Files.readAllBytes(dataFile(source))));
            case FILE_ADDED ->
                Files.writeString(
                        dataFile(source).resolveSibling("part-00009-00000000.parquet"),
                        "PAR1",
                        StandardOpenOption.CREATE_NEW);
        }
    }

    private void publish(String source, String date) {
        if (source.equals("csv")) {
            shop.lake.csv(shop.files, date);
        } else {
            shop.lake.postgres(shop.source, date);
        }
    }

    private static byte[] cut(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length - 1);
    }

    /** The largest data file of an extract: that of the orders or of their lines. */
    private Path dataFile(String source) throws IOException {
        try (Stream<Path> files = Files.walk(shop.lake.directory(source, DAY))) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .filter(file -> file.toString().contains("order"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
