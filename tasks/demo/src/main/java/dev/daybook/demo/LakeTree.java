package dev.daybook.demo;

import dev.daybook.task.Period;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A short picture of what a day has in the lake. */
record LakeTree(DemoPlaces places, Period day) {

    private static final int DATASETS_SHOWN = 3;

    /** Shows the folders of the day, source by source, with some of their files. */
    void show(Screen screen) throws IOException {
        Path pipeline = places.lake().resolve(Demo.PIPELINE);
        screen.heading(places.shown(pipeline) + "/");
        for (Path folder : List.of(
                pipeline.resolve("postgres"),
                pipeline.resolve("csv"),
                pipeline.resolve("reports/orders_with_details"))) {
            Path period = folder.resolve("logical_date=" + day);
            if (Files.isDirectory(period)) {
                screen.plain("  " + pipeline.relativize(period) + "/");
                showEntries(screen, period);
            }
        }
    }

    private static void showEntries(Screen screen, Path period) throws IOException {
        List<Path> folders = new ArrayList<>();
        List<Path> files = new ArrayList<>();
        for (Path entry : entries(period)) {
            (Files.isDirectory(entry) ? folders : files).add(entry);
        }
        int shown = folders.size() > DATASETS_SHOWN + 1 ? DATASETS_SHOWN : folders.size();
        for (Path dataset : folders.subList(0, shown)) {
            for (Path part : entries(dataset)) {
                screen.plain(String.format("    %-64s %9s", period.relativize(part), Screen.bytes(Files.size(part))));
            }
        }
        if (shown < folders.size()) {
            long bytes = 0;
            for (Path dataset : folders.subList(shown, folders.size())) {
                bytes += size(dataset);
            }
            screen.plain(String.format(
                    "    %-64s %9s", "... and " + (folders.size() - shown) + " more datasets", Screen.bytes(bytes)));
        }
        for (Path file : files) {
            screen.plain(String.format("    %-64s %9s", file.getFileName(), Screen.bytes(Files.size(file))));
        }
    }

    private static List<Path> entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause(); // While it was listed, not when it was opened.
        }
    }

    private static long size(Path folder) throws IOException {
        long bytes = 0;
        for (Path file : entries(folder)) {
            bytes += Files.size(file);
        }
        return bytes;
    }
}
