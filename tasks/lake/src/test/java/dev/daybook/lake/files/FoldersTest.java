package dev.daybook.lake.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.task.file.UnfitFileException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {

    @TempDir
    private Path folder;

    /** The kernel refuses to list the network of a process that is dead and not yet waited for, after it was opened. */
    @Test
    void anErrorWhileAFolderIsListedIsAnInputOutputError() throws IOException, InterruptedException {
        Process parent = new ProcessBuilder("sh", "-c", "sleep 60 & echo $!; exec sleep 60").start();
        try {
            String dead = parent.inputReader().readLine();
            Path listed = Path.of("/proc", dead, "net");
            // A shell would wait for its child; the program that takes the shell's place does not.
            awaitText(Path.of("/proc", Long.toString(parent.pid()), "comm"), "sleep");
            ProcessHandle.of(Long.parseLong(dead)).orElseThrow().destroyForcibly();
            awaitText(Path.of("/proc", dead, "status"), "State:\tZ");

            assertThatThrownBy(() -> Folders.entries(listed))
                    .isInstanceOf(FileSystemException.class)
                    .hasMessage(listed + ": Invalid argument");
        } finally {
            parent.destroyForcibly().waitFor();
        }
    }

    private static void awaitText(Path file, String text) throws IOException, InterruptedException {
        while (!Files.readString(file).contains(text)) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    @Test
    void whatIsNotThereHasNoEntriesAndWhatIsNoFolderIsNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Path dangling = Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("missing"));
        Folders folders = new Folders(new LocalFileSteps());

        assertThat(Folders.entries(folder.resolve("none"))).isEmpty();
        assertThatThrownBy(() -> folders.create(file.resolve("a/b")))
                .isInstanceOf(UnfitFileException.class)
                .hasMessage(file + ": expected a folder, found a file");
        assertThatThrownBy(() -> folders.create(dangling.resolve("a/b")))
                .isInstanceOf(UnfitFileException.class)
                .hasMessage(dangling + ": expected a folder, found a link to what does not exist");
    }
}
