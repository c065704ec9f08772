package dev.daybook.lake.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.task.StepFailure;
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
    void namesBothUsersAndTheFixWhereTheLakeCannotBeWritten() throws IOException {
        Path file = folder.resolve("northwind/postgres");
        String owner = Files.getAttribute(folder, "unix:uid") + ":" + Files.getAttribute(folder, "unix:gid");
        Path self = Path.of("/proc/self");
        String process = Files.getAttribute(self, "unix:uid") + ":" + Files.getAttribute(self, "unix:gid");
        String told = "; it belongs to uid:gid " + owner + ", this process runs as uid:gid " + process
                + "; run 'chown -R " + process + " " + folder + "', or start the container with --user " + owner;
        StepFailure denied = FileFailure.writing("make", file, new AccessDeniedException(file.toString()));
        assertThat(denied)
                .isInstanceOf(StepFailure.CannotCreate.class)
                .hasMessage("cannot write in " + folder + ": permission denied" + told);
        StepFailure readOnly = FileFailure.writing(
                "make", file, new FileSystemException(file.toString(), null, "Read-only file system"));
        assertThat(readOnly)
                .isInstanceOf(StepFailure.CannotCreate.class)
                .hasMessage("cannot write in " + folder + ": Read-only file system" + told);
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
