package dev.daybook.lake.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemCallsTest {

    @TempDir
    private Path folder;

    @Test
    void exchangesTwoFoldersWithAllThatIsInThem() throws IOException {
        Path one = Files.createDirectory(folder.resolve("один 😀"));
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.writeString(one.resolve("file"), "one");
        Files.writeString(other.resolve("file"), "other");

        assertThat(SystemCalls.exchange(one, other)).isTrue();

        assertThat(one.resolve("file")).hasContent("other");
        assertThat(other.resolve("file")).hasContent("one");
    }

    @Test
    void saysWhichIsMissing() throws IOException {
        Path one = Files.createDirectory(folder.resolve("one"));
        Path other = folder.resolve("other");
        assertThatThrownBy(() -> SystemCalls.exchange(one, other))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(one + " -> " + other + ": one of the two does not exist");
    }

    @Test
    void cannotExchangeAcrossFileSystems() throws IOException {
        assertThat(SystemCalls.exchange(Files.createDirectory(folder.resolve("one")), Path.of("/proc/self/fd")))
                .isFalse();
    }
}
