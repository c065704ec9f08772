package dev.daybook.lake.publish;

import dev.daybook.lake.model.Sha256;
import dev.daybook.lake.storage.StagedPlace;
import dev.daybook.lake.storage.StoredFile;
import dev.daybook.lake.storage.StoredFolder;
import dev.daybook.task.file.UnfitFileException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A report that is being staged: some files without folders. */
public final class StagedReport implements ReportPublication {

    private final StagedPlace staged;
    private final StoredFolder target;
    private final Optional<String> before;
    private final Map<String, StagedOutput> files = new TreeMap<>();
    private boolean published;

    /**
     * @param staged what it is written into
     * @param target where it will be published
     */
    public StagedReport(StagedPlace staged, StoredFolder target) {
        this.staged = staged;
        this.target = target;
        this.before = identity(target);
    }

    @Override
    public OutputStream create(String name) {
        StagedOutput file = new StagedOutput(staged.folder(), name);
        files.put(name, file);
        return file;
    }

    @Override
    public long bytes() {
        return files.values().stream().mapToLong(StagedOutput::bytes).sum();
    }

    @Override
    public String location() {
        return target.location();
    }

    @Override
    public boolean publish() {
        if (published) {
            throw new IllegalStateException("published already, or tried: start over with a new publication");
        }
        published = true;
        staged.folder().seal();
        Map<String, String> hashes = new TreeMap<>();
        files.forEach((name, file) -> hashes.put(name, file.sha256()));
        if (identity(hashes).equals(before)) {
            staged.confirm();
            return false;
        }
        staged.publish(before);
        return true;
    }

    @Override
    public void close() {
        staged.close();
    }

    /** What a report is: a hash of the names and the bytes of its files; empty when there are none. */
    public static Optional<String> identity(StoredFolder folder) {
        Map<String, String> hashes = new TreeMap<>();
        folder.list().forEach(name -> hashes.put(name, hash(folder, name)));
        return identity(hashes);
    }

    private static Optional<String> identity(Map<String, String> hashes) {
        StringBuilder all = new StringBuilder();
        hashes.forEach(
                (name, hash) -> all.append(name).append('\n').append(hash).append('\n'));
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(Sha256.of(all.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static String hash(StoredFolder folder, String name) {
        try {
            if (folder.size(name).isEmpty()) {
                return "gone";
            }
        } catch (UnfitFileException e) {
            return "not a file";
        }
        Optional<StoredFile> found = folder.open(name);
        if (found.isEmpty()) {
            return "gone";
        }
        try (StoredFile file = found.get()) {
            return file.sha256();
        }
    }
}
