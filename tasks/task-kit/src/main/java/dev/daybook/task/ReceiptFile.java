package dev.daybook.task;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The file that {@code --receipt-file} names: never half written, as it is renamed into place. */
record ReceiptFile(Path path) {

    /** @throws StepFailure.CannotCreate when it could not be written at the end, so that no work is done in vain */
    void check() {
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new StepFailure.CannotCreate(
                    place() + ": expected its folder to exist, found none, create it first", null);
        }
        if (Files.isDirectory(path)) {
            throw new StepFailure.CannotCreate(place() + ": expected a file, found a folder", null);
        }
        if (!Files.isWritable(folder)) {
            throw new StepFailure.CannotCreate(
                    place() + ": its folder is not writable for user " + System.getProperty("user.name"), null);
        }
    }

    /** Writes the receipt's line. */
    void write(String receipt) throws IOException {
        Path temporary = path.resolveSibling(
                path.getFileName() + ".tmp-" + ProcessHandle.current().pid());
        try {
            Files.write(temporary, (receipt + "\n").getBytes(StandardCharsets.UTF_8));
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
