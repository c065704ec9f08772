package dev.daybook.task.run;

import dev.daybook.task.StepFailure;
import dev.daybook.task.file.FileReason;
import dev.daybook.task.file.Links;
import dev.daybook.task.file.PathKind;
import dev.daybook.task.file.ProcessUser;
import dev.daybook.task.text.EscapedText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The file that {@code --receipt-file} names: never half written, as it is renamed into place. Follows no link: neither
 * one in place of the file that is renamed nor one that has the receipt's name, which the receipt replaces.
 */
record ReceiptFile(Path path) {

    /** @throws StepFailure.CannotCreate when it could not be written at the end, so that no work is done in vain */
    void check() {
        Path folder = path.toAbsolutePath().getParent();
        try {
            PathKind above = folder == null ? PathKind.ABSENT : PathKind.of(folder, Links.FOLLOWED);
            if (folder != null && above != PathKind.FOLDER) {
                throw refused("expected its folder to exist, found " + above.shown() + ", create it first");
            }
            PathKind found = path.getFileName() == null ? PathKind.FOLDER : PathKind.of(path, Links.REFUSED);
            switch (found) {
                case ABSENT, FILE, LINK -> {}
                case FOLDER, PIPE, SOCKET, DEVICE, OTHER -> throw refused("expected a file, found " + found.shown());
            }
        } catch (IOException e) {
            throw new StepFailure.CannotCreate(place() + ": cannot be written: " + FileReason.of(e), e);
        }
        if (!Files.isWritable(folder)) {
            throw refused("its folder is not writable for " + ProcessUser.shown());
        }
    }

    private StepFailure refused(String reason) {
        return new StepFailure.CannotCreate(place() + ": " + reason);
    }

    /** Writes the receipt's line. */
    void write(String receipt) throws IOException {
        Path temporary = path.resolveSibling(
                path.getFileName() + ".tmp-" + ProcessHandle.current().pid());
        // Left by a process of the same id that died: in a container, that is every one.
        Files.deleteIfExists(temporary);
        try {
            Files.write(
                    temporary,
                    (receipt + "\n").getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE);
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
    }

    String place() {
        return "--receipt-file '" + EscapedText.of(path.toString()) + "'";
    }
}
