package dev.daybook.extractcsv.inspect;

import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import dev.daybook.sourcefiles.key.KeyIndex;
import dev.daybook.sourcefiles.record.FieldRanges;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Columns, and pairs of the first columns, whose values have not come twice so far. */
final class KeyCandidates implements AutoCloseable {

    private static final int SINGLE_COLUMNS = 16;
    private static final int PAIRED_COLUMNS = 6;

    /** Most candidates fall within the first rows, so each starts small. */
    private static final int MEMORY_ENTRIES = 4096;

    private record Candidate(List<Integer> columns, KeyIndex index) {}

    private final List<Candidate> candidates = new ArrayList<>();
    private final HashStream128 hash = Hashing.xxh3_128().hashStream();

    KeyCandidates(int columns, Path spillDirectory) {
        for (int i = 0; i < Math.min(columns, SINGLE_COLUMNS); i++) {
            candidates.add(new Candidate(List.of(i), new KeyIndex(spillDirectory, MEMORY_ENTRIES)));
        }
        for (int i = 0; i < Math.min(columns, PAIRED_COLUMNS); i++) {
            for (int j = i + 1; j < Math.min(columns, PAIRED_COLUMNS); j++) {
                candidates.add(new Candidate(List.of(i, j), new KeyIndex(spillDirectory, MEMORY_ENTRIES)));
            }
        }
    }

    void add(FieldRanges fields, long line) throws IOException {
        for (int i = candidates.size() - 1; i >= 0; i--) {
            Candidate candidate = candidates.get(i);
            hash.reset();
            for (int column : candidate.columns()) {
                hash.putBytes(fields.bytes(column), fields.start(column), fields.length(column));
                hash.putInt(fields.length(column));
            }
            HashValue128 value = hash.get();
            if (candidate
                    .index()
                    .add(value.getMostSignificantBits(), value.getLeastSignificantBits(), line)
                    .isPresent()) {
                candidate.index().close();
                candidates.remove(i);
            }
        }
    }

    /** The column numbers of the candidates that have stood to the end, single columns first. */
    List<List<Integer>> finish() throws IOException {
        List<List<Integer>> keys = new ArrayList<>();
        for (Candidate candidate : candidates) {
            if (candidate.index().finish().isEmpty()) {
                keys.add(candidate.columns());
            }
        }
        return keys;
    }

    @Override
    public void close() throws IOException {
        for (Candidate candidate : candidates) {
            candidate.index().close();
        }
    }
}
