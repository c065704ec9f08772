package dev.daybook.extractkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.lake.Lake;
import dev.daybook.lake.model.DatasetName;
import dev.daybook.lake.model.Manifest;
import dev.daybook.lake.model.SourceName;
import dev.daybook.task.Period;
import dev.daybook.task.PipelineName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/a-source-of-your-own.md does what the page says, and the page shows the very files. */
class SourceOfYourOwnTest {

    private static final Path DOCS = Path.of("../../docs");
    private static final Path EXAMPLE = DOCS.resolve("examples/extract-fixed-width");
    private static final Path JAVA = EXAMPLE.resolve("src/main/java/org/example/fixedwidth/ExtractFixedWidth.java");
    private static final int MOST_LINES = 150;

    @TempDir
    private static Path classes;

    @TempDir
    private Path folder;

    private record Ended(int exitCode, String output) {}

    @BeforeAll
    static void compile() {
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-Xlint:all,-path,-classfile,-processing",
                        "-Werror",
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        classes.toString(),
                        JAVA.toString());
        assertThat(result).isZero();
    }

    /** As its own process, as its jar would be. */
    private Ended run(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classes + System.getProperty("path.separator") + System.getProperty("java.class.path"),
                "org.example.fixedwidth.ExtractFixedWidth",
                "--pipeline=shop",
                "--date=2024-01-20",
                "--lake=" + folder.resolve("lake"),
                "--file=" + folder.resolve("prices-{date}.txt")));
        command.addAll(Arrays.asList(options));
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return new Ended(process.exitValue(), Files.readString(output));
    }

    private void write(String text) throws IOException {
        Files.writeString(folder.resolve("prices-2024-01-20.txt"), text);
    }

    private Manifest manifest() {
        return Lake.at(folder.resolve("lake"))
                .find(new Manifest.ExtractKey(
                        new PipelineName("shop"), new SourceName("fixed"), Period.parse("2024-01-20")))
                .orElseThrow()
                .manifest();
    }

    @Test
    void itsRowsAreAnExtract() throws IOException, InterruptedException {
        write("1 Tea      4.50\n2 Käse    12.00\n");

        Ended first = run("--field=id:2", "--field=name:7", "--field=price:6");

        assertThat(first.exitCode()).as(first.output()).isZero();
        assertThat(first.output()).contains("\"status\":\"done\"", "\"rows\":2");
        Manifest.Dataset lines = manifest().datasets().getFirst();
        assertThat(lines.table().name()).isEqualTo(DatasetName.bare("lines"));
        assertThat(lines.table().columns()).extracting(column -> column.name()).containsExactly("id", "name", "price");
        assertThat(lines.content().rows()).isEqualTo(2);
    }

    @Test
    void whatIsWrongIsSaidAsEveryStepSaysIt() throws IOException, InterruptedException {
        Ended options = run("--field=id", "--compression=lzo");
        Ended missing = run("--field=id:2");
        write("1 \n22\n333\n");
        Ended bad = run("--field=id:2");

        assertThat(options.exitCode()).isEqualTo(64);
        assertThat(options.output())
                .contains(
                        "ERROR --field: expected NAME:WIDTH, found 'id'\n",
                        "ERROR --compression: expected zstd, zstd:LEVEL (1 to 22), snappy or none, found 'lzo'\n");
        assertThat(missing.exitCode()).isEqualTo(66);
        assertThat(bad.exitCode()).isEqualTo(65);
        assertThat(bad.output()).contains("prices-2024-01-20.txt, line 3: expected 2 characters, found 3\n");
    }

    @Test
    void thePageShowsTheVeryFiles() throws IOException {
        String page = Files.readString(DOCS.resolve("a-source-of-your-own.md"), StandardCharsets.UTF_8);
        String java = Files.readString(JAVA, StandardCharsets.UTF_8);
        String pom = Files.readString(EXAMPLE.resolve("pom.xml"), StandardCharsets.UTF_8);

        assertThat(page).contains("```java\n" + java + "```\n").contains("```xml\n" + pom + "```\n");
        assertThat(java.lines()).hasSizeLessThanOrEqualTo(MOST_LINES);
    }
}
