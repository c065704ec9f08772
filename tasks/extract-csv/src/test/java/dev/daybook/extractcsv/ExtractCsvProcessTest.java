package dev.daybook.extractcsv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the program as a process of its own, with little memory. */
class ExtractCsvProcessTest {

    private static final String HEAP = "-Xmx96m";

    @TempDir
    private Path folder;

    private Path file;

    private record Result(int exitCode, List<String> stdout) {}

    @BeforeEach
    void writeSchema() throws IOException {
        file = folder.resolve("data.csv");
        Files.writeString(folder.resolve("data.schema.json"), """
                {"fields": [{"name": "id", "type": "integer"}, {"name": "note", "type": "string"}],
                 "primaryKey": "id"}
                """);
    }

    @Test
    void aLineOfAGigabyteIsRefusedWithoutReadingItIntoMemory() throws IOException, InterruptedException {
        Files.writeString(file, "id,note\n1,");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(1L << 30);
        }

        Result result = run();

        assertThat(result.exitCode()).isEqualTo(65);
        assertThat(result.stdout())
                .singleElement()
                .asString()
                .contains("line 2, column 'note': more than the limit of 16777216 bytes in one field (--max-field)");
    }

    @Test
    void aMillionRowsWithAKeyFitIntoLittleMemory() throws IOException, InterruptedException {
        Random random = new Random(7);
        StringBuilder csv = new StringBuilder("id,note\n");
        for (int row = 0; row < 1_000_000; row++) {
            csv.append(row).append(",note ").append(random.nextInt()).append('\n');
        }
        Files.writeString(file, csv);

        Result result = run();

        assertThat(result.exitCode()).isZero();
        assertThat(result.stdout()).singleElement().asString().contains("\"status\":\"done\"", "\"rows\":1000000");
    }

    @Test
    void theSameKeyFarApartIsFoundInLittleMemory() throws IOException, InterruptedException {
        StringBuilder csv = new StringBuilder("id,note\n");
        for (int row = 0; row < 600_000; row++) {
            csv.append(row == 599_999 ? 5 : row).append(",x\n");
        }
        Files.writeString(file, csv);

        Result result = run();

        assertThat(result.exitCode()).isEqualTo(65);
        assertThat(result.stdout())
                .singleElement()
                .asString()
                .contains("line 600001: the same primary key (id) as in line 7");
    }

    @Test
    void aFileThatSomebodyWritesIsNotPublished() throws IOException, InterruptedException {
        Files.writeString(file, "id,note\n" + "1,x\n".repeat(1));
        Thread appender = Thread.ofPlatform().daemon().start(() -> {
            for (int row = 2; !Thread.interrupted(); row++) {
                try {
                    Files.writeString(
                            file, row + ",y\n", StandardCharsets.UTF_8, java.nio.file.StandardOpenOption.APPEND);
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }
        });

        Result result = run();
        appender.interrupt();
        appender.join();

        assertThat(result.exitCode()).isEqualTo(75);
        assertThat(result.stdout())
                .singleElement()
                .asString()
                .contains(file + ": changed while it was read (it had ")
                .contains("; run again when whatever writes it is done");
        assertThat(LakeRows.find(folder.resolve("lake"))).isEmpty();
    }

    private Result run() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                ExtractCsvMain.class.getName()));
        command.addAll(List.of("--pipeline", "shop", "--date", StepRun.DAY, "--file", file.toString()));
        command.addAll(List.of("--lake", folder.resolve("lake").toString(), "--progress", "none"));
        Path stdout = folder.resolve("stdout");
        Process process = new ProcessBuilder(command)
                .redirectOutput(stdout.toFile())
                .redirectError(folder.resolve("stderr").toFile())
                .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return new Result(process.exitValue(), Files.readAllLines(stdout));
    }
}
