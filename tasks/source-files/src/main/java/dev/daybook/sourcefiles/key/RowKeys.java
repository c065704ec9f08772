package dev.daybook.sourcefiles.key;

import dev.daybook.lake.column.Batch;
import dev.daybook.sourcefiles.key.KeyIndex.Duplicate;
import dev.daybook.sourcefiles.schema.TableSchema;
import dev.daybook.task.StepFailure;
import dev.daybook.task.file.FileReason;
import dev.daybook.task.text.EscapedText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** All keys of a dataset: no two rows of its files have the same. Not safe for use by more than one thread. */
public final class RowKeys implements AutoCloseable {

    /** Of a row's number, the bits that its line in its file takes. */
    private static final int LINE_BITS = 40;

    private final String name;
    private final List<String> files = new ArrayList<>();
    private final List<String> primaryKey;
    private final Path spillDirectory;
    private final List<RowKey> keys = new ArrayList<>();

    /**
     * @param name of the file, or of what its files are found by, for messages
     * @param schema has the keys
     * @param batch gets the rows
     * @param spillDirectory where keys go that memory does not hold
     */
    public RowKeys(String name, TableSchema schema, Batch batch, Path spillDirectory) {
        this.name = name;
        this.primaryKey = schema.primaryKey();
        this.spillDirectory = spillDirectory;
        if (!primaryKey.isEmpty()) {
            keys.add(new RowKey(schema.fields(), primaryKey, batch, spillDirectory));
        }
        schema.uniqueKeys().forEach(key -> keys.add(new RowKey(schema.fields(), key, batch, spillDirectory)));
    }

    /**
     * The rows that follow are of the next file.
     *
     * @param file the file's name, for messages
     */
    public void startFile(String file) {
        files.add(file);
    }

    /**
     * Adds the keys of the batch's last row.
     *
     * @param line where the row begins in its file
     * @throws StepFailure.BadData when an earlier row is known to have one of them
     * @throws StepFailure.InputOutput when they cannot be kept
     */
    public void addLastRow(long line) {
        long number = (long) (files.size() - 1) << LINE_BITS | line;
        for (RowKey key : keys) {
            try {
                key.addLastRow(number).ifPresent(duplicate -> refuse(key, duplicate));
            } catch (IOException e) {
                throw failure(e);
            }
        }
    }

    /**
     * Looks through all rows, once all are added.
     *
     * @throws StepFailure.BadData when two have the same key
     * @throws StepFailure.InputOutput when the keys cannot be read back
     */
    public void finish() {
        for (RowKey key : keys) {
            try {
                key.finish().ifPresent(duplicate -> refuse(key, duplicate));
            } catch (IOException e) {
                throw failure(e);
            }
        }
    }

    private void refuse(RowKey key, Duplicate duplicate) {
        String kind = key.columns().equals(primaryKey) ? "primary key" : "unique key";
        String names = key.columns().stream().map(EscapedText::of).collect(Collectors.joining(", "));
        String second = fileOf(duplicate.secondLine());
        String first = fileOf(duplicate.firstLine());
        throw new StepFailure.BadData(second + ", line " + lineOf(duplicate.secondLine()) + ": the same " + kind + " ("
                + names + ") as in " + (first.equals(second) ? "" : first + ", ") + "line "
                + lineOf(duplicate.firstLine()));
    }

    private String fileOf(long number) {
        return files.get((int) (number >>> LINE_BITS));
    }

    private static long lineOf(long number) {
        return number & (1L << LINE_BITS) - 1;
    }

    private StepFailure.InputOutput failure(IOException e) {
        return new StepFailure.InputOutput(
                "cannot keep the keys of " + name + " in " + EscapedText.of(spillDirectory.toString()) + ": "
                        + FileReason.of(e),
                e);
    }

    @Override
    public void close() {
        for (RowKey key : keys) {
            try {
                key.close();
            } catch (IOException e) {
                throw failure(e);
            }
        }
    }
}
