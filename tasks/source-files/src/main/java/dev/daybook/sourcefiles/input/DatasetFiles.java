package dev.daybook.sourcefiles.input;

import dev.daybook.task.StepFailure;
import dev.daybook.task.file.FileReason;
import dev.daybook.task.text.EscapedText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The files that a dataset is made of.
 *
 * @param patterns what they were found by
 * @param files the files, in the byte order of their paths, each once, under whatever names it is matched
 * @param unmatched the patterns that match none
 */
public record DatasetFiles(List<PeriodPattern> patterns, List<Path> files, List<PeriodPattern> unmatched) {

    private static final Comparator<Path> BYTE_ORDER =
            Comparator.comparing(path -> path.toString().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    /** Copies the lists. */
    public DatasetFiles {
        patterns = List.copyOf(patterns);
        files = List.copyOf(files);
        unmatched = List.copyOf(unmatched);
    }

    /**
     * Finds them.
     *
     * @param patterns at least one
     * @throws StepFailure as {@link PeriodPattern} says
     */
    public static DatasetFiles find(List<PeriodPattern> patterns) {
        List<Path> all = new ArrayList<>();
        List<PeriodPattern> unmatched = new ArrayList<>();
        for (PeriodPattern pattern : patterns) {
            List<Path> found = pattern.find();
            all.addAll(found);
            if (found.isEmpty()) {
                unmatched.add(pattern);
            }
        }
        all.sort(BYTE_ORDER);
        Set<Path> seen = new HashSet<>();
        all.removeIf(file -> !seen.add(real(file)));
        return new DatasetFiles(patterns, all, unmatched);
    }

    /** A file has one real path, and may have many links. */
    private static Path real(Path file) {
        try {
            return Files.exists(file) ? file.toRealPath() : file;
        } catch (IOException e) {
            throw new StepFailure.InputOutput(
                    EscapedText.of(file.toString()) + ": cannot be read: " + FileReason.of(e), e);
        }
    }

    /** Whether it is always one file, so that a line alone says where something is. */
    public boolean isOneFile() {
        return patterns.size() == 1 && patterns.getFirst().isFixed();
    }

    /** The path of one of the files below the folder that the pattern which finds it has fixed. */
    public String below(Path file) {
        return patterns.stream()
                .map(PeriodPattern::folder)
                .filter(file::startsWith)
                .findFirst()
                .map(folder -> folder.relativize(file))
                .orElse(file)
                .toString();
    }

    /** The patterns, for a message. */
    public String shown() {
        return patterns.stream()
                .map(pattern -> EscapedText.of(pattern.path().toString()))
                .collect(Collectors.joining(", "));
    }

    /** When something was last added to a folder that was searched, or taken from it. */
    public Instant foldersModified() {
        return patterns.stream()
                .map(PeriodPattern::folderModified)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }
}
