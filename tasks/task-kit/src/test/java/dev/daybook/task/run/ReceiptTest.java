package dev.daybook.task.run;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.daybook.task.AsOf;
import dev.daybook.task.SampleMain;
import dev.daybook.task.StepFailure;
import dev.daybook.task.StepResult;
import dev.daybook.task.file.OddFiles;
import dev.daybook.task.testing.StepRun;
import dev.daybook.task.text.EscapedText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> FACTS = facts();

    @TempDir
    Path folder;

    private static Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("step", "extract-postgres");
        facts.put("pipeline", "northwind");
        facts.put("period", "2024-01-20");
        facts.put("run_id", "r1");
        facts.put("attempt", "2");
        return facts;
    }

    private static StepResult result(Map<String, String> details) {
        AsOf asOf = new AsOf(Instant.parse("2024-01-21T00:05:00Z"), AsOf.Kind.CLOSING);
        return new StepResult(
                StepResult.Status.DONE, Optional.of(asOf), new StepResult.Totals(13, 3_362, 812_345), details);
    }

    private static JsonNode parsed(Receipt receipt) throws IOException {
        assertThat(receipt.json()).doesNotContain("\n");
        assertThat((receipt.json() + "\n").getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(4096);
        return JSON.readTree(receipt.json());
    }

    @Test
    void successSaysWhatWasDone() {
        Outcome outcome = new Outcome.Succeeded(result(Map.of("left_out", "2 checks")));

        assertThat(new Receipt(FACTS, outcome, Duration.ofMillis(1234), List.of("late")).json())
                .isEqualTo("{\"step\":\"extract-postgres\",\"pipeline\":\"northwind\",\"period\":\"2024-01-20\","
                        + "\"run_id\":\"r1\",\"attempt\":2,\"status\":\"done\",\"as_of\":\"2024-01-21T00:05:00Z\","
                        + "\"as_of_kind\":\"closing\",\"datasets\":13,\"rows\":3362,\"bytes\":812345,"
                        + "\"left_out\":\"2 checks\",\"seconds\":1.234,\"warnings\":1,\"warning_texts\":[\"late\"]}");
    }

    @Test
    void failureSaysWhatWasWrong() {
        Outcome outcome = Outcome.Failed.of(new StepFailure.Configuration(List.of("A: not set", "B: not set")));

        assertThat(new Receipt(FACTS, outcome, Duration.ZERO, List.of()).json())
                .isEqualTo("{\"step\":\"extract-postgres\",\"pipeline\":\"northwind\",\"period\":\"2024-01-20\","
                        + "\"run_id\":\"r1\",\"attempt\":2,\"status\":\"failed\",\"kind\":\"configuration\","
                        + "\"exit_code\":78,\"message\":\"A: not set; B: not set\",\"seconds\":0.000,\"warnings\":0}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "ü", "日", "😀", "\"", "\\", "\n", "\u2028", "\u0007"})
    void longMessageIsShortened(String character) throws IOException {
        Outcome outcome = Outcome.Failed.of(new StepFailure.BadData(character.repeat(100_000)));

        JsonNode receipt = parsed(new Receipt(FACTS, outcome, Duration.ZERO, List.of()));

        assertThat(receipt.get("message").asText())
                .endsWith("...")
                .doesNotContain("\uFFFD")
                .hasSizeGreaterThan(300);
        assertThat(receipt.get("message").asText()).startsWith(EscapedText.whole(character.repeat(20)));
    }

    @Test
    void warningsAreCountedAndShownAsFarAsTheyFit() throws IOException {
        List<String> warnings = IntStream.range(0, 1000)
                .mapToObj(i -> "table public.t" + i + " has no primary key")
                .toList();

        JsonNode receipt = parsed(new Receipt(FACTS, new Outcome.Succeeded(result(Map.of())), Duration.ZERO, warnings));

        assertThat(receipt.get("warnings").asInt()).isEqualTo(1000);
        assertThat(receipt.get("warning_texts")).hasSizeBetween(60, 110);
        assertThat(receipt.get("warning_texts").get(59).asText()).isEqualTo("table public.t59 has no primary key");
    }

    @Test
    void detailsThatDoNotFitAreLeftOut() throws IOException {
        Map<String, String> details = IntStream.range(0, 100)
                .boxed()
                .collect(Collectors.toMap(i -> "detail_" + i, i -> "\"".repeat(100), (a, b) -> a, LinkedHashMap::new));

        JsonNode receipt =
                parsed(new Receipt(FACTS, new Outcome.Succeeded(result(details)), Duration.ZERO, List.of("w")));

        assertThat(receipt.has("detail_0")).isTrue();
        assertThat(receipt.has("detail_99")).isFalse();
    }

    private StepRun run(Path file, String ending) {
        return StepRun.of(
                SampleMain.program(),
                Map.of("SAMPLE_DB_URL", "x", "DAYBOOK_PIPELINE", "northwind", "DAYBOOK_DATE", "2024-01-20"),
                "--receipt-file",
                file.toString(),
                "--ending",
                ending);
    }

    @ParameterizedTest
    @ValueSource(strings = {"done", "bad_data"})
    void receiptFileHoldsWhatStdoutHolds(String ending) throws IOException {
        Path file = folder.resolve("receipt.json");
        Files.writeString(file, "old");

        StepRun run = run(file, ending);

        assertThat(Files.readString(file)).isEqualTo(run.stdout());
        assertThat(folder.toFile().list()).containsExactly("receipt.json");
    }

    @Test
    void receiptFileWithoutAFolderIsRefusedBeforeTheWork() {
        Path file = folder.resolve("missing/receipt.json");

        StepRun run = run(file, "done");

        assertThat(run.exitCode()).isEqualTo(73);
        assertThat(run.messages("ERROR"))
                .containsExactly(
                        "--receipt-file '" + file + "': expected its folder to exist, found nothing, create it first");
    }

    @Timeout(60)
    @ParameterizedTest
    @CsvSource({"PIPE,a named pipe", "SOCKET,a socket", "FOLDER,a folder"})
    void whatIsNoFileIsNotReplacedByTheReceipt(OddFiles.Kind kind, String found) throws IOException {
        Path file = new OddFiles(folder).make(kind, "receipt.json");

        StepRun run = run(file, "done");

        assertThat(run.exitCode()).isEqualTo(73);
        assertThat(run.messages("ERROR"))
                .containsExactly("--receipt-file '" + file + "': expected a file, found " + found);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/dev/null", "/proc/self/no-such-folder/receipt.json"})
    void badReceiptFileIsToldInOneLineWhateverElseFails(String file) {
        StepRun run = run(Path.of(file), "bad_data");

        assertThat(run.exitCode()).isEqualTo(73);
        assertThat(run.messages("ERROR"))
                .singleElement(as(STRING))
                .startsWith("--receipt-file '" + file + "': expected ");
    }

    @Test
    void linkInPlaceOfTheReceiptIsReplacedNotFollowed() throws IOException {
        Path file = new OddFiles(folder).make(OddFiles.Kind.LINK, "receipt.json");
        Path temporary =
                folder.resolve("receipt.json.tmp-" + ProcessHandle.current().pid());
        Files.createSymbolicLink(temporary, folder.resolve("receipt.json.target"));

        StepRun run = run(file, "done");

        assertThat(run.exitCode()).isZero();
        assertThat(Files.isSymbolicLink(file)).isFalse();
        assertThat(file).hasContent(run.stdout());
        assertThat(folder.resolve("receipt.json.target")).hasContent("target");
        assertThat(temporary).doesNotExist();
    }
}
