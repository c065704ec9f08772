package dev.daybook.lake.publish;

import dev.daybook.lake.files.FileFailure;
import dev.daybook.lake.files.FileSteps;
import dev.daybook.lake.files.Folders;
import dev.daybook.lake.files.Sha256;
import dev.daybook.lake.files.Staging;
import dev.daybook.task.file.Links;
import dev.daybook.task.file.PathKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** A report in its staging folder: some files without folders. */
final class StagedReport implements ReportPublication {

    private final Staging staging;
    private final Optional<String> before;
    private final FileSteps steps;
    private boolean published;

    StagedReport(Staging staging, Optional<String> before, FileSteps steps) {
        this.staging = staging;
        this.before = before;
        this.steps = steps;
    }

    @Override
    public Path directory() {
        return staging.folder();
    }

    @Override
    public Path target() {
        return staging.place().target();
    }

    @Override
    public boolean publish() {
        if (published) {
            throw new IllegalStateException("published already, or tried: start over with a new publication");
        }
        published = true;
        if (force().equals(before)) {
            staging.confirm();
            return false;
        }
        staging.publish(before);
        return true;
    }

    /** Forces all files to disk, then their folder; tells what they are. */
    private Optional<String> force() {
        try {
            for (Path file : Folders.entries(directory())) {
                steps.force(file);
            }
            steps.force(directory());
            return identity(directory());
        } catch (IOException e) {
            throw FileFailure.writing("force to disk", directory(), e);
        }
    }

    @Override
    public void close() {
        staging.close();
    }

    /** What a report is: a hash of the names and the bytes of its files; empty when there are none. */
    static Optional<String> identity(Path folder) throws IOException {
        StringBuilder all = new StringBuilder();
        try {
            for (Path file : Folders.entries(folder)) {
                String hash = PathKind.of(file, Links.REFUSED) == PathKind.FILE ? Sha256.of(file) : "not a file";
                all.append(file.getFileName()).append('\n').append(hash).append('\n');
            }
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(Sha256.of(all.toString().getBytes(StandardCharsets.UTF_8)));
    }
}
