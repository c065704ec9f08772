package dev.daybook.lake.files;

import dev.daybook.lake.storage.StagedFile;
import dev.daybook.lake.storage.StagedFolder;
import java.io.IOException;
import java.nio.file.Path;

/** A staging folder, or a folder in one. */
record LocalStagedFolder(Path path, FileSteps steps) implements StagedFolder {

    @Override
    public String location() {
        return FileFailure.shown(path);
    }

    @Override
    public StagedFolder folder(String name) {
        Path folder = path.resolve(name);
        try {
            steps.createDirectory(folder);
        } catch (IOException e) {
            throw FileFailure.writing("make", folder, e);
        }
        return new LocalStagedFolder(folder, steps);
    }

    @Override
    public StagedFile create(String name) {
        return new LocalStagedFile(path.resolve(name), steps);
    }

    @Override
    public void write(String name, byte[] bytes) {
        Path file = path.resolve(name);
        try {
            steps.write(file, bytes);
            steps.force(file);
        } catch (IOException e) {
            throw FileFailure.writing("write", file, e);
        }
    }

    @Override
    public void seal() {
        try {
            steps.force(path);
        } catch (IOException e) {
            throw FileFailure.writing("write", path, e);
        }
    }
}
