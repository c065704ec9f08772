package dev.daybook.lake.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What writing and reading take from a process: classes and memory. */
class OwnProcessTest {

    @TempDir
    private Path folder;

    @Test
    void noClassOfHadoopIsLoaded() throws IOException, InterruptedException {
        String output = run(List.of("-Xlog:class+load"), "3", "20", "100", "3", "1");
        assertThat(output.lines())
                .anyMatch(line -> line.contains(" org.apache.parquet.hadoop.ParquetFileWriter "))
                .anyMatch(line -> line.contains(" dev.daybook.lake.parquet.ParquetPartReader "))
                .noneMatch(line -> line.contains(" org.apache.hadoop."));
    }

    @Test
    void noClassOfHadoopNeedsToBeThere() throws IOException, InterruptedException {
        String withoutHadoop = Arrays.stream(classPath().split(File.pathSeparator))
                .filter(entry -> !entry.contains("hadoop-client"))
                .collect(Collectors.joining(File.pathSeparator));
        assertThat(withoutHadoop).isNotEqualTo(classPath());
        run(withoutHadoop, List.of(), "3", "20", "100", "3", "1");
    }

    @Test
    void sixteenHundredColumnsFitASmallHeap() throws IOException, InterruptedException {
        run(List.of("-Xmx64m"), "1600", "30", "64", "40", "1");
    }

    @Test
    void rowsOfAMegabyteFitASmallHeap() throws IOException, InterruptedException {
        run(List.of("-Xmx64m"), "1", "1000000", "2", "60", "1");
    }

    @Test
    void fourWritersFitASmallProcess() throws IOException, InterruptedException {
        String output = run(List.of("-Xmx72m"), "20", "40", "1000", "120", "4");
        assertThat(residentMegabytes(output)).isLessThanOrEqualTo(150);
    }

    /** 0 where the system does not tell. */
    private static long residentMegabytes(String output) {
        return output.lines()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    private String run(List<String> flags, String... arguments) throws IOException, InterruptedException {
        return run(classPath(), flags, arguments);
    }

    private String run(String classPath, List<String> flags, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath, WriterProgram.class.getName(), folder.toString()));
        command.addAll(List.of(arguments));
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int exitCode = process.waitFor();
        String text = Files.readString(output);
        assertThat(exitCode)
                .as(text.lines().limit(50).collect(Collectors.joining("\n")))
                .isZero();
        return text;
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
