package dev.daybook.lake.parquet;

import dev.daybook.lake.column.Batch;
import dev.daybook.lake.column.BytesVector;
import dev.daybook.lake.model.ColumnType;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.lake.model.WriterSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Writes and reads files in a process of its own, so that a test sees what that takes. Arguments: a folder, the columns,
 * the bytes of a text, the rows of a batch, the batches, the files at once. Prints the peak of resident memory.
 */
public final class WriterProgram {

    private WriterProgram() {}

    /** Runs it. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Path.of(arguments[0]);
        int[] sizes = Arrays.stream(arguments, 1, arguments.length)
                .mapToInt(Integer::parseInt)
                .toArray();
        ColumnType[] types = new ColumnType[sizes[0]];
        Arrays.fill(types, new ColumnType.Text());
        TableDefinition table = Rows.table(types);
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        for (int i = 0; i < sizes[4]; i++) {
            Path file = folder.resolve("part-" + i);
            Thread thread = Thread.ofPlatform().unstarted(() -> write(file, table, sizes[1], sizes[2], sizes[3]));
            thread.setUncaughtExceptionHandler((_, failure) -> failures.add(failure));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        if (!failures.isEmpty()) {
            throw new IllegalStateException("a writer failed", failures.getFirst());
        }
        read(folder.resolve("part-0"), table, (long) sizes[2] * sizes[3]);
        Path status = Path.of("/proc/self/status");
        if (Files.exists(status)) {
            Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .forEach(System.out::println);
        }
    }

    private static void write(Path file, TableDefinition table, int textBytes, int rows, int batches) {
        Random random = new Random(file.hashCode());
        byte[] text = new byte[textBytes];
        Batch batch = new Batch(table, rows);
        try (ParquetPartWriter writer = Rows.writer(file, table, "{}", WriterSettings.DEFAULT)) {
            for (int i = 0; i < batches; i++) {
                batch.clear();
                for (int row = 0; row < rows; row++) {
                    for (var column : batch.columns()) {
                        fill(text, random);
                        ((BytesVector) column).add(text, 0, textBytes);
                    }
                }
                batch.filled(rows);
                writer.write(batch);
            }
            writer.finish();
        }
    }

    /** Text that compresses about as text does. */
    private static void fill(byte[] text, Random random) {
        for (int i = 0; i < text.length; i += 8) {
            long bits = random.nextLong() & 0x0F0F0F0F0F0F0F0FL | 0x6060606060606060L;
            for (int at = i; at < Math.min(text.length, i + 8); at++, bits >>>= 8) {
                text[at] = (byte) bits;
            }
        }
    }

    private static void read(Path file, TableDefinition table, long rows) {
        Batch batch = new Batch(table, 16);
        long found = 0;
        try (ParquetPartReader reader = Rows.reader(file, table, rows)) {
            while (reader.read(batch)) {
                found += batch.rows();
            }
        }
        if (found != rows) {
            throw new IllegalStateException("expected " + rows + " rows, found " + found);
        }
    }
}
