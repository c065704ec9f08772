package dev.daybook.lake.parquet;

import com.sun.management.OperatingSystemMXBean;
import dev.daybook.lake.column.Batch;
import dev.daybook.lake.column.BytesVector;
import dev.daybook.lake.model.ColumnType;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.lake.model.WriterSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * Prints how fast rows of ten mixed columns are written and read, and the peak memory: no test, a program for people.
 * Arguments: millions of rows (default 2), writers at once (default 1), rounds (default 3).
 */
public final class WriterFigures {

    private static final int BATCHES = 100;

    private static final TableDefinition WIDE = Rows.table(
            new ColumnType.Int32(),
            new ColumnType.Int64(),
            new ColumnType.Decimal(12, 2),
            new ColumnType.Text(),
            new ColumnType.Text(),
            new ColumnType.Timestamp(true),
            new ColumnType.Date(),
            new ColumnType.Bool(),
            new ColumnType.Json(),
            new ColumnType.Text());

    private WriterFigures() {}

    /** Runs it. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int millions = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2;
        int writers = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1;
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
        List<Batch> batches = batches();
        long batchBytes = batches.stream().mapToLong(WriterFigures::bytes).sum();
        int times = millions * 1_000_000 / (BATCHES * Batch.ROWS);
        for (int round = 0; round < rounds; round++) {
            round(batches, batchBytes * times, times, writers);
        }
        System.out.println(Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .toList());
    }

    private static void round(List<Batch> batches, long bytes, int times, int writers)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("figures");
        long start = System.nanoTime();
        long cpu = cpuNanos();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < writers; i++) {
            Path file = folder.resolve("part-" + i);
            threads.add(Thread.ofPlatform().start(() -> write(file, batches, times)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpuSeconds = (cpuNanos() - cpu) / 1e9;
        long fileBytes = 0;
        for (int i = 0; i < writers; i++) {
            fileBytes += Files.size(folder.resolve("part-" + i));
        }
        System.out.printf(
                "write: %.2f s, %.2f CPU s, %.0f MB/s of values, %.0f k rows/s, %.1f MB of file%n",
                seconds,
                cpuSeconds,
                writers * bytes / 1e6 / seconds,
                (double) writers * times * BATCHES * Batch.ROWS / 1e3 / seconds,
                fileBytes / 1e6);
        long rows = (long) times * BATCHES * Batch.ROWS;
        start = System.nanoTime();
        cpu = cpuNanos();
        read(folder.resolve("part-0"), rows);
        System.out.printf(
                "read one: %.2f s, %.2f CPU s%n", (System.nanoTime() - start) / 1e9, (cpuNanos() - cpu) / 1e9);
        for (int i = 0; i < writers; i++) {
            Files.delete(folder.resolve("part-" + i));
        }
        Files.delete(folder);
    }

    /** CPU time of the process, which tells more than the clock on a machine that others use too. */
    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static void write(Path file, List<Batch> batches, int times) {
        try (ParquetPartWriter writer = Rows.writer(file, WIDE, "{}", WriterSettings.DEFAULT)) {
            for (int i = 0; i < times; i++) {
                batches.forEach(writer::write);
            }
            writer.finish();
        }
    }

    private static void read(Path file, long rows) {
        Batch batch = new Batch(WIDE);
        long found = 0;
        try (ParquetPartReader reader = Rows.reader(file, WIDE, rows)) {
            while (reader.read(batch)) {
                found += batch.rows();
            }
        }
        if (found != rows) {
            throw new IllegalStateException("expected " + rows + " rows, found " + found);
        }
    }

    private static long bytes(Batch batch) {
        return batch.columns().stream()
                .mapToLong(column -> column instanceof BytesVector bytes
                        ? Arrays.stream(bytes.lengths(), 0, bytes.size()).sum()
                        : 8L * column.size())
                .sum();
    }

    private static List<Batch> batches() {
        Random random = new Random(1);
        List<Batch> batches = new ArrayList<>();
        long id = 0;
        for (int i = 0; i < BATCHES; i++) {
            Batch batch = new Batch(WIDE);
            for (int row = 0; row < Batch.ROWS; row++) {
                id++;
                Object[] values = {
                    id,
                    random.nextLong(),
                    random.nextLong(1_000_000_000L),
                    text("customer " + random.nextInt(5000)),
                    random.nextInt(10) == 0
                            ? null
                            : text("note " + Long.toHexString(random.nextLong()) + " of row " + id),
                    1_700_000_000_000_000L + id * 1_000_003L,
                    (long) (19_000 + random.nextInt(700)),
                    (long) random.nextInt(2),
                    random.nextInt(5) == 0
                            ? null
                            : text("{\"a\": " + random.nextInt(1000) + ", \"b\": [1, 2, " + random.nextInt(100) + "]}"),
                    text(new UUID(random.nextLong(), random.nextLong()).toString())
                };
                for (int column = 0; column < values.length; column++) {
                    Rows.add(batch.columns().get(column), values[column]);
                }
            }
            batch.filled(Batch.ROWS);
            batches.add(batch);
        }
        return batches;
    }

    private static Rows.Bytes text(String text) {
        return Rows.Bytes.of(text);
    }
}
