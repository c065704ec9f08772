package dev.daybook.lake.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.daybook.task.StepFailure;
import dev.daybook.task.file.ProcessUser;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileFailureTest {

    @TempDir
    private Path folder;

    @Test
    void namesTheRightThatItsOwnUserLacks() {
        Path file = Path.of("/sys/kernel/northwind");
        String process = ProcessUser.ids().orElseThrow();
        assumeTrue(process.equals("0:0"), "only root is the owner of what root owns");

        StepFailure denied = FileFailure.writing("make", file, new AccessDeniedException(file.toString()));

        assertThat(denied)
                .isInstanceOf(StepFailure.CannotCreate.class)
                .hasMessage(
                        "cannot write in /sys/kernel: permission denied; it belongs to uid:gid 0:0, this process runs"
                                + " as uid:gid 0:0; its own user lacks the right, run 'chmod -R u+rwX /sys/kernel'");
    }

    @Test
    void namesTheChangeOfOwnerWhereTheLakeBelongsToAnother() throws IOException {
        assumeTrue("0:0".equals(ProcessUser.ids().orElseThrow()), "only root gives folders away");
        Files.setAttribute(folder, "unix:uid", 4711);

        assertThat(FileFailure.writing("make", folder.resolve("x"), new AccessDeniedException("x")))
                .hasMessage(
                        "cannot write in " + folder + ": permission denied; it belongs to uid:gid 4711:0, this process"
                                + " runs as uid:gid 0:0; run 'chown -R 0:0 " + folder
                                + "', or start the container with --user 4711:0");
    }

    /** No owner helps there. */
    @Test
    void advisesToMountAReadOnlyFileSystemForWriting() {
        Path file = folder.resolve("northwind/postgres");
        assertThat(FileFailure.writing(
                        "make", file, new FileSystemException(file.toString(), null, "Read-only file system")))
                .isInstanceOf(StepFailure.CannotCreate.class)
                .hasMessage("cannot write in " + folder + ": Read-only file system; mount it for writing (a container's"
                        + " volume without ':ro'), or point --lake to another folder");
    }

    @Test
    void saysHowMuchIsFreeOnAFullDisk() {
        for (String reason : new String[] {"No space left on device", "Disk quota exceeded"}) {
            StepFailure full =
                    FileFailure.writing("write", folder.resolve("a\nb"), new FileSystemException("a", null, reason));
            assertThat(full)
                    .isInstanceOf(StepFailure.InputOutput.class)
                    .message()
                    .matches("disk full: cannot write " + folder + "/a\\\\nb: " + reason + ", \\d+ bytes are free;"
                            + " free some space, or point --lake to a larger disk, and run this again");
        }
    }

    @Test
    void tellsBrokenDisksFromOtherMountsAndOtherRuns() {
        Path file = folder.resolve("x");
        assertThat(FileFailure.writing("force to disk", file, new IOException("Input/output error")))
                .isInstanceOf(StepFailure.InputOutput.class)
                .hasMessage(
                        "cannot force to disk " + file + ": Input/output error; look at the disk and run this again");
        assertThat(FileFailure.writing("publish as", file, new AtomicMoveNotSupportedException("a", "b", "EXDEV")))
                .isInstanceOf(StepFailure.CannotCreate.class)
                .hasMessage("cannot publish as " + file
                        + ": it is on another mount than the lake's folder _staging; mount the lake as a whole");
        assertThat(FileFailure.writing("write", file, new NoSuchFileException("/lake/_staging/x")))
                .isInstanceOf(StepFailure.Temporary.class)
                .hasMessage("cannot write " + file
                        + ": /lake/_staging/x is gone, which only another run removes; run this again");
        assertThat(FileFailure.reading(file, new IOException("Input/output error")))
                .isInstanceOf(StepFailure.InputOutput.class)
                .hasMessage("cannot read " + file + ": Input/output error");
        assertThat(FileFailure.reading(file, new AccessDeniedException(file.toString())))
                .isInstanceOf(StepFailure.Denied.class)
                .message()
                .startsWith("cannot read " + file + ": permission denied for uid:gid ");
    }
}
