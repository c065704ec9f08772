package dev.daybook.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A program that publishes as none should: file by file, where the day is read. */
final class InPlacePublisher implements Publisher {

    private final Path prepared;

    /** @param prepared a folder with a day for each content, named after it */
    InPlacePublisher(Path prepared) {
        this.prepared = prepared;
    }

    /** Writes a prepared day's files into the day's folder, one after the other. */
    public static void main(String[] arguments) throws IOException {
        Path from = Path.of(arguments[0]);
        Path to = Path.of(arguments[1]);
        for (String file : Folders.files(from)) {
            Files.createDirectories(to.resolve(file).getParent());
            Files.write(to.resolve(file), Files.readAllBytes(from.resolve(file)));
        }
    }

    @Override
    public String name() {
        return "in-place";
    }

    @Override
    public Path day(Path lake) {
        return lake.resolve("day");
    }

    @Override
    public List<String> command(Path lake, Content content) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                InPlacePublisher.class.getName(),
                prepared.resolve(content.name()).toString(),
                day(lake).toString());
    }

    @Override
    public Map<String, String> environment(Content content) {
        return Map.of();
    }
}
