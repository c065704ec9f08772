package dev.daybook.sourcefiles.input;

import dev.daybook.lake.model.NamePattern;
import dev.daybook.task.StepFailure;
import dev.daybook.task.file.FileReason;
import dev.daybook.task.file.Links;
import dev.daybook.task.file.PathKind;
import dev.daybook.task.file.ProcessUser;
import dev.daybook.task.text.EscapedText;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A pattern of files for one period. Its first parts, up to the first that has {@code *} or {@code ?}, are fixed: they
 * name one folder, which says by being there that the files of the period have come.
 *
 * @param path the pattern, absolute and normalized
 */
public record PeriodPattern(Path path) {

    /** Whether it names one file. */
    public boolean isFixed() {
        return firstGlob() == path.getNameCount();
    }

    /** Whether its last part has {@code *} or {@code ?}. */
    public boolean hasGlobName() {
        return path.getFileName() != null && isGlob(path.getFileName());
    }

    /** The folder that is fixed. */
    public Path folder() {
        Path root = path.getRoot();
        int parts = Math.min(firstGlob(), path.getNameCount() - 1);
        return parts <= 0 ? root : root.resolve(path.subpath(0, parts));
    }

    private int firstGlob() {
        int part = 0;
        while (part < path.getNameCount() && !isGlob(path.getName(part))) {
            part++;
        }
        return part;
    }

    private static boolean isGlob(Path part) {
        return part.toString().indexOf('*') >= 0 || part.toString().indexOf('?') >= 0;
    }

    /**
     * The files that it matches, in no order; one that is fixed is always among them. A name that begins with a dot is
     * matched only by a part that does so too, as in a shell: that is how files are called that somebody still writes.
     *
     * @throws StepFailure.NotReady when the fixed folder does not exist
     * @throws StepFailure.BadData when a link leads out of the fixed folder
     */
    List<Path> find() {
        if (isFixed()) {
            return List.of(path);
        }
        Path folder = folder();
        try {
            Path real = realFolder(folder);
            List<Path> found = List.of(folder);
            for (int part = folder.getNameCount(); part < path.getNameCount(); part++) {
                List<Path> below = new ArrayList<>();
                for (Path each : found) {
                    if (part == folder.getNameCount() || Files.isDirectory(each)) {
                        below.addAll(matches(each, path.getName(part), real));
                    }
                }
                found = below;
            }
            return found;
        } catch (AccessDeniedException e) {
            throw new StepFailure.Denied(
                    shown(Path.of(e.getFile())) + ": may not be read; give " + ProcessUser.shown()
                            + " the right to read it and to search its folders",
                    e);
        } catch (IOException e) {
            throw new StepFailure.InputOutput(shown(folder) + ": cannot be searched: " + FileReason.of(e), e);
        }
    }

    private Path realFolder(Path folder) throws IOException {
        try {
            PathKind kind = PathKind.of(folder, Links.FOLLOWED);
            if (kind == PathKind.FOLDER) {
                return folder.toRealPath();
            }
            if (kind != PathKind.ABSENT) {
                throw new StepFailure.BadData(shown(folder) + ": expected a folder, for the files " + shown(path)
                        + ", found " + kind.shown());
            }
        } catch (NoSuchFileException e) {
            // A link to nothing is told as what it names is.
        }
        throw new StepFailure.NotReady(shown(path) + ": the folder " + shown(folder)
                + " does not exist; let whatever writes it run first, or correct the path");
    }

    private List<Path> matches(Path folder, Path part, Path realFolder) throws IOException {
        List<Path> matches = new ArrayList<>();
        if (!isGlob(part)) {
            Path only = folder.resolve(part);
            if (Files.exists(only, LinkOption.NOFOLLOW_LINKS)) {
                matches.add(only);
            }
        } else {
            NamePattern.Part names = new NamePattern.Part(part.toString(), true);
            boolean takesHidden = part.toString().startsWith(".");
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
                for (Path entry : entries) {
                    String name = entry.getFileName().toString();
                    if (names.matches(name) && (takesHidden || !name.startsWith("."))) {
                        matches.add(entry);
                    }
                }
            }
        }
        for (Path match : matches) {
            requireWithin(match, realFolder);
        }
        return matches;
    }

    private void requireWithin(Path match, Path realFolder) throws IOException {
        if (!Files.isSymbolicLink(match) || !Files.exists(match)) {
            return;
        }
        if (!match.toRealPath().startsWith(realFolder)) {
            throw new StepFailure.BadData(shown(match) + ": expected a file below " + shown(folder())
                    + ", found a link that leads out of it; give what it leads to a path of its own");
        }
    }

    /** When something was last added to the fixed folder, or taken from it. */
    Instant folderModified() {
        try {
            return Files.getLastModifiedTime(folder()).toInstant();
        } catch (IOException e) {
            throw new StepFailure.Temporary(shown(folder()) + ": went away while it was searched; run again", e);
        }
    }

    private static String shown(Path path) {
        return EscapedText.of(path.toString());
    }
}
