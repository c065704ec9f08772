package dev.daybook.lake;

import dev.daybook.lake.column.Batch;
import dev.daybook.lake.column.LongVector;
import dev.daybook.lake.model.ColumnDefinition;
import dev.daybook.lake.model.ColumnType;
import dev.daybook.lake.model.ContentHash;
import dev.daybook.lake.model.DatasetName;
import dev.daybook.lake.model.LakePaths;
import dev.daybook.lake.model.Manifest;
import dev.daybook.lake.model.Manifest.ExtractKey;
import dev.daybook.lake.model.SourceKind;
import dev.daybook.lake.model.SourceName;
import dev.daybook.lake.model.SourceType;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.lake.model.TableKind;
import dev.daybook.lake.model.WriterSettings;
import dev.daybook.lake.part.PartReader;
import dev.daybook.lake.part.PartWriter;
import dev.daybook.lake.publish.DatasetWriter;
import dev.daybook.lake.publish.Publication;
import dev.daybook.lake.read.PublishedExtract;
import dev.daybook.task.AsOf;
import dev.daybook.task.Period;
import dev.daybook.task.PipelineName;
import dev.daybook.task.RunId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Small extracts whose every row is known: datasets of one column, {@code number}. */
public final class SampleExtracts {

    static final PipelineName PIPELINE = new PipelineName("northwind");
    static final Period DAY = Period.parse("2024-01-20");
    static final ExtractKey KEY = new ExtractKey(PIPELINE, new SourceName("postgres"), DAY);
    static final RunId RUN = new RunId("scheduled__2024-01-20T00:00:00+00:00");

    /** Times of the three kinds for {@link #DAY}. */
    static final Instant INTRADAY = Instant.parse("2024-01-20T12:00:00Z");

    static final Instant CLOSING = Instant.parse("2024-01-21T00:05:00Z");
    static final Instant LATE = Instant.parse("2024-03-01T00:05:00Z");

    private SampleExtracts() {}

    static TableDefinition table(String name, ColumnDefinition... columns) {
        return new TableDefinition(
                DatasetName.of("public", name),
                name,
                TableKind.TABLE,
                true,
                List.of(columns),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of());
    }

    static ColumnDefinition number(String name) {
        return ColumnDefinition.of(name, new ColumnType.Int64(), SourceType.builtIn("int8", "bigint"), true);
    }

    static TableDefinition orders() {
        return table("orders", number("number"));
    }

    static Publication.Description description(Instant asOf) {
        return description(asOf, true);
    }

    static Publication.Description description(Instant asOf, boolean live) {
        return new Publication.Description(
                SourceKind.POSTGRES,
                "0.1.0 (abcdef0)",
                AsOf.of(DAY, asOf),
                live,
                Map.of("server_version", "17.2", "database", "northwind"),
                List.of(),
                "leave tables out with --exclude");
    }

    /** The sum of numbers that are their own hashes: as good as any for what does not look into rows. */
    static ContentHash content(long... numbers) {
        ContentHash sum = ContentHash.EMPTY;
        for (long number : numbers) {
            sum = sum.plus(new ContentHash(1, number * 31, number));
        }
        return sum;
    }

    static void write(Publication publication, TableDefinition table, long... numbers) {
        DatasetWriter dataset = publication.dataset(table);
        if (numbers.length > 0) {
            try (PartWriter part = dataset.part()) {
                part.write(batch(table, numbers));
                part.finish();
            }
        }
        dataset.finish(content(numbers), 0);
    }

    static Batch batch(TableDefinition table, long... numbers) {
        Batch batch = new Batch(table);
        Arrays.stream(numbers).forEach(((LongVector) batch.columns().getFirst())::add);
        batch.filled(numbers.length);
        return batch;
    }

    /** Publishes orders as the closing extract of the day. */
    static Publication.Outcome publish(Lake lake, long... numbers) {
        return publish(lake, CLOSING, false, numbers);
    }

    static Publication.Outcome publish(Lake lake, Instant asOf, boolean replace, long... numbers) {
        try (Publication publication = lake.begin(KEY, RUN, WriterSettings.DEFAULT)) {
            write(publication, orders(), numbers);
            return publication.publish(description(asOf), replace);
        }
    }

    /** The numbers of a dataset, as a reader of the published extract sees them. */
    public static List<Long> read(PublishedExtract extract, String dataset) {
        List<Long> numbers = new ArrayList<>();
        for (Manifest.Dataset found : extract.manifest().datasets()) {
            if (found.table().name().name().equals(dataset)) {
                Batch batch = new Batch(found.table());
                for (Manifest.DataFile file : found.files()) {
                    try (PartReader part = extract.open(found, file)) {
                        while (part.read(batch)) {
                            long[] values = ((LongVector) batch.columns().getFirst()).values();
                            Arrays.stream(values, 0, batch.rows()).forEach(numbers::add);
                        }
                    }
                }
            }
        }
        return numbers;
    }

    /** The published orders; empty when there is no extract. */
    static Optional<List<Long>> published(Lake lake) {
        return lake.find(KEY).map(extract -> {
            extract.verify();
            return read(extract, "orders");
        });
    }

    /** Writes a text as a whole file. */
    static void write(OutputStream file, String text) throws IOException {
        try (file) {
            file.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The folder of an extract in the lake in a folder. */
    static Path folder(Path root, ExtractKey key) {
        return root.resolve(LakePaths.extract(key));
    }
}
