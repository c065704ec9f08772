package dev.daybook.lake.files;

import dev.daybook.lake.storage.StoredFile;
import dev.daybook.lake.storage.StoredFolder;
import dev.daybook.task.file.Links;
import dev.daybook.task.file.PathKind;
import dev.daybook.task.file.UnfitFileException;
import dev.daybook.task.file.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A folder of the file system. No link in it is followed. */
record LocalFolder(Path folder) implements StoredFolder {

    @Override
    public String location() {
        return FileFailure.shown(folder);
    }

    @Override
    public String location(String name) {
        return FileFailure.shown(folder.resolve(name));
    }

    @Override
    public Optional<byte[]> read(String name, int limit) throws UnfitFileException {
        Path file = folder.resolve(name);
        try {
            return PathKind.isPresent(file)
                    ? Optional.of(WholeFile.read(file, Links.REFUSED, limit))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (UnfitFileException e) {
            if (file.toString().equals(e.getFile())) {
                throw e;
            }
            throw FileFailure.reading(file, e);
        } catch (IOException e) {
            throw FileFailure.reading(file, e);
        }
    }

    @Override
    public OptionalLong size(String name) throws UnfitFileException {
        Path file = folder.resolve(name);
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (isBehindLink(file) || !attributes.isRegularFile()) {
                throw new UnfitFileException(file, "expected a regular file, found a link, a folder or something else");
            }
            return OptionalLong.of(attributes.size());
        } catch (NoSuchFileException e) {
            return OptionalLong.empty();
        } catch (UnfitFileException e) {
            throw e;
        } catch (IOException e) {
            throw FileFailure.reading(file, e);
        }
    }

    private boolean isBehindLink(Path file) {
        Path parent = Folders.above(file);
        return !parent.equals(folder) && Files.isSymbolicLink(parent);
    }

    @Override
    public Optional<StoredFile> open(String name) {
        Path file = folder.resolve(name);
        try {
            return Optional.of(new LocalFile(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw FileFailure.reading(file, e);
        }
    }

    @Override
    public List<String> list() {
        try {
            return Folders.entries(folder).stream()
                    .map(entry -> entry.getFileName().toString())
                    .toList();
        } catch (NotDirectoryException e) {
            return List.of();
        } catch (IOException e) {
            throw FileFailure.reading(folder, e);
        }
    }

    @Override
    public List<String> listAll() {
        List<String> names = new ArrayList<>();
        try {
            addAll(folder, names);
        } catch (IOException e) {
            throw FileFailure.reading(folder, e);
        }
        return names;
    }

    private void addAll(Path from, List<String> names) throws IOException {
        for (Path entry : Folders.entries(from)) {
            names.add(folder.relativize(entry).toString());
            if (PathKind.of(entry, Links.REFUSED) == PathKind.FOLDER) {
                addAll(entry, names);
            }
        }
    }
}
