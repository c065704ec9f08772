package dev.daybook.task.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Opens a file in a thread of its own, as Java cannot open without waiting ({@code O_NONBLOCK}): a named pipe without a
 * writer would hold the step for ever. Calling the C library instead costs a cold process more time than all else it
 * does with the file.
 */
final class Opening {

    /** Seconds; a regular file opens at once, on a network within the time-outs of its mount. */
    private static final int LONGEST = 60;

    private Opening() {}

    static FileChannel of(Path path, Set<OpenOption> options) throws IOException {
        CompletableFuture<FileChannel> opened = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("open").start(() -> open(path, options, opened));
        try {
            return opened.get(LONGEST, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException("opening " + path + " failed", e.getCause());
        } catch (TimeoutException e) {
            throw new UnfitFileException(
                    path, "expected a file, found something that does not open in " + LONGEST + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a file was opened", e);
        }
    }

    private static void open(Path path, Set<OpenOption> options, CompletableFuture<FileChannel> opened) {
        try {
            FileChannel channel = FileChannel.open(path, options);
            if (!opened.complete(channel)) {
                channel.close();
            }
        } catch (IOException | RuntimeException | Error e) {
            opened.completeExceptionally(e);
        }
    }
}
