package dev.daybook.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A disk whose power can be cut: an ext4 file system in a file, mounted through a loop device. A copy of the file holds what
 * the kernel has written to the device so far, and not what is only in its memory.
 */
final class PowerCutDisk {

    private static final int MEGABYTES = 24;

    private final Path folder;
    private final Path image;

    /** @param folder an empty folder to work in */
    PowerCutDisk(Path folder) {
        this.folder = folder;
        this.image = folder.resolve("disk.img");
    }

    /** Why this machine cannot do it: mounting needs root and a loop device. */
    Optional<String> unavailable() {
        try (Mounted _ = mount()) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("needs root, mkfs.ext4 and loop devices: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    /** Makes a new file system and mounts it. */
    Mounted mount() throws IOException, InterruptedException {
        run("truncate", "--size=0", image.toString());
        run("truncate", "--size=" + MEGABYTES + "M", image.toString());
        run("mkfs.ext4", "-q", image.toString());
        return mount(image, folder.resolve("live"));
    }

    private static Mounted mount(Path image, Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        // Nothing is written back by itself while the trial lasts: the less the disk has, the harder the cut.
        run("mount", "-o", "loop,commit=600", image.toString(), folder.toString());
        return new Mounted(folder);
    }

    /**
     * A mounted file system.
     *
     * @param folder where
     */
    record Mounted(Path folder) implements AutoCloseable {

        /** Writes everything to the device. */
        void sync() throws IOException, InterruptedException {
            run("sync", "--file-system", folder.toString());
        }

        @Override
        public void close() throws IOException {
            try {
                run("umount", folder.toString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while unmounting " + folder, e);
            }
        }
    }

    /** What is asked of a disk after a power cut. */
    interface Question<T> {
        T ask(Path folder) throws IOException;
    }

    /** Copies the disk as it is now, mounts the copy, as after a power cut, and asks. */
    <T> T afterPowerCut(Mounted live, Question<T> question) throws IOException, InterruptedException {
        Path copy = folder.resolve("cut.img");
        run("cp", "--sparse=always", image.toString(), copy.toString());
        try (Mounted cut = mount(copy, folder.resolve("cut"))) {
            return question.ask(cut.folder());
        } finally {
            Files.delete(copy);
        }
    }

    /** Whether the method works here: a file that nobody synced is not there after the cut, or empty. */
    boolean losesWhatIsNotSynced(Mounted live) throws IOException, InterruptedException {
        Files.writeString(live.folder().resolve("not-synced"), "lost");
        return afterPowerCut(live, cut -> {
            Path file = cut.resolve("not-synced");
            return Files.notExists(file) || Files.size(file) == 0;
        });
    }

    private static void run(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + output.strip());
        }
    }
}
