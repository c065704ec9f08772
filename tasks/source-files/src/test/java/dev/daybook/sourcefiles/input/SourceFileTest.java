package dev.daybook.sourcefiles.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.task.StepFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceFileTest {

    private static final FileFormat LINES =
            new FileFormat("log", "a day without requests has one all the same", "name another");

    @TempDir
    private Path folder;

    private static SourceFile open(Path file, Charset charset) {
        return SourceFile.open(file, LINES, charset, UnpackLimits.DEFAULT);
    }

    private static String read(Path file, Charset charset) throws IOException {
        try (SourceFile source = open(file, charset)) {
            return new String(source.stream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }

    @Test
    void theContentDecidesAboutGzip() throws IOException {
        Path file = Files.write(folder.resolve("a.log"), gzip("caf\u00e9"));

        assertThat(read(file, StandardCharsets.UTF_8)).isEqualTo("caf\u00e9");
    }

    @Test
    void anotherEncodingComesOutAsUtf8() throws IOException {
        Path file = Files.write(folder.resolve("a.log"), "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(read(file, StandardCharsets.ISO_8859_1)).isEqualTo("caf\u00e9");
    }

    @Test
    void anEmptyFileIsToldInTheWordsOfTheFormat() throws IOException {
        Path file = Files.createFile(folder.resolve("a.log"));

        assertThatThrownBy(() -> open(file, StandardCharsets.UTF_8))
                .isInstanceOf(StepFailure.BadData.class)
                .hasMessage(file + ": expected a log file, found 0 bytes; a day without requests has one all the same");
    }

    @Test
    void anotherFormatIsToldByItsFirstBytes() throws IOException {
        Path file = Files.writeString(folder.resolve("a.log"), "PAR1\u0015\u0004");

        assertThatThrownBy(() -> open(file, StandardCharsets.UTF_8))
                .isInstanceOf(StepFailure.BadData.class)
                .hasMessage(file + ": expected a log file, found Parquet, no log");
    }

    @Test
    void aFileThatGrowsWhileItIsReadIsNoStateOfAnything() throws IOException {
        Path file = Files.writeString(folder.resolve("a.log"), "one\n");

        try (SourceFile source = open(file, StandardCharsets.UTF_8)) {
            source.checkUnchanged();
            Files.writeString(file, "two\n", StandardOpenOption.APPEND);

            assertThatThrownBy(source::checkUnchanged)
                    .isInstanceOf(StepFailure.Temporary.class)
                    .hasMessage(file + ": changed while it was read (it had 4 bytes, now it has 8); run again when"
                            + " whatever writes it is done");
        }
    }
}
