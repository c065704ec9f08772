package dev.daybook.task.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pipe that is opened makes a test wait for ever; hence the time-out, which no passing test comes near. */
@Timeout(60)
class WholeFileTest {

    private static final int LIMIT = 1_000;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PIPE       | FOLLOWED | expected a file, found a named pipe
            ENDLESS    | FOLLOWED | expected a file, found a device
            FOLDER     | FOLLOWED | expected a file, found a folder
            DANGLING   | FOLLOWED | it is a link to what does not exist
            LOOP       | FOLLOWED | Too many levels of symbolic links or unable to access attributes of symbolic link
            SOCKET     | FOLLOWED | expected a file, found a socket
            UNREADABLE | FOLLOWED | permission denied
            PIPE       | REFUSED  | expected a file, found a named pipe
            ENDLESS    | REFUSED  | expected a file, found a link
            FOLDER     | REFUSED  | expected a file, found a folder
            DANGLING   | REFUSED  | expected a file, found a link
            LOOP       | REFUSED  | expected a file, found a link
            SOCKET     | REFUSED  | expected a file, found a socket
            LINK       | REFUSED  | expected a file, found a link
            """)
    void whatIsNoFileIsRefusedAtOnceForWhatItIs(OddFiles.Kind kind, Links links, String reason) throws IOException {
        Path path = new OddFiles(folder).make(kind, "odd");

        assertThatThrownBy(() -> WholeFile.read(path, links, LIMIT))
                .isInstanceOfSatisfying(
                        IOException.class, e -> assertThat(FileReason.of(e)).isEqualTo(reason));
    }

    @Test
    void filesAreReadWholeUpToTheLimitAndThroughLinksWhereTheUserNamesThem() throws IOException {
        byte[] content = new byte[LIMIT];
        Path file = Files.write(folder.resolve("file"), content);
        Path link = new OddFiles(folder).make(OddFiles.Kind.LINK, "link");

        assertThat(WholeFile.read(file, Links.REFUSED, LIMIT)).isEqualTo(content);
        assertThat(WholeFile.read(link, Links.FOLLOWED, LIMIT)).asString().isEqualTo("target");
        assertThatThrownBy(() -> WholeFile.read(file, Links.REFUSED, LIMIT - 1))
                .isInstanceOfSatisfying(
                        UnfitFileException.class,
                        e -> assertThat(e.getReason()).isEqualTo("expected at most 999 bytes, found more"));
    }

    @Test
    void fileThatIsWrittenIsMadeButNeverBehindALink() throws IOException {
        try (FileChannel made = WholeFile.openOrMake(folder.resolve("new"))) {
            made.write(ByteBuffer.wrap(new byte[3]));
        }
        assertThat(folder.resolve("new")).hasSize(3);

        Path dangling = new OddFiles(folder).make(OddFiles.Kind.DANGLING, "dangling");
        assertThatThrownBy(() -> WholeFile.openOrMake(dangling))
                .isInstanceOfSatisfying(
                        UnfitFileException.class,
                        e -> assertThat(e.getReason()).isEqualTo("expected a file, found a link"));
        assertThat(folder.resolve("missing")).doesNotExist();
    }

    /** A file below a file is neither there nor absent: what is wrong lies above it. */
    @Test
    void whatCannotBeLookedAtIsNotAbsent() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Path dangling = new OddFiles(folder).make(OddFiles.Kind.DANGLING, "dangling");

        assertThatThrownBy(() -> PathKind.isPresent(file.resolve("below/deeper")))
                .isInstanceOf(UnfitFileException.class)
                .hasMessage(file + ": expected a folder, found a file");
        assertThatThrownBy(() -> PathKind.isPresent(dangling.resolve("below")))
                .isInstanceOf(UnfitFileException.class)
                .hasMessage(dangling + ": expected a folder, found a link to what does not exist");
        assertThat(PathKind.isPresent(folder.resolve("missing/deeper"))).isFalse();
        assertThat(PathKind.isPresent(dangling)).isTrue();
    }
}
