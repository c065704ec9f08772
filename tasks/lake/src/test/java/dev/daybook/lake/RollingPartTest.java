package dev.daybook.lake;

import static dev.daybook.lake.SampleExtracts.CLOSING;
import static dev.daybook.lake.SampleExtracts.KEY;
import static dev.daybook.lake.SampleExtracts.RUN;
import static dev.daybook.lake.SampleExtracts.description;
import static dev.daybook.lake.SampleExtracts.number;
import static dev.daybook.lake.SampleExtracts.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.lake.column.Batch;
import dev.daybook.lake.column.LongVector;
import dev.daybook.lake.model.ContentHash;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.lake.model.WriterSettings;
import dev.daybook.lake.model.WriterSettings.Compression;
import dev.daybook.lake.part.PartWriter;
import dev.daybook.lake.publish.DatasetWriter;
import dev.daybook.lake.publish.Publication;
import dev.daybook.lake.read.PublishedExtract;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollingPartTest {

    /** With so little memory each batch is a row group, and footers grow fast. */
    private static final WriterSettings SMALL_GROUPS = new WriterSettings(new Compression.None(), 1);

    private static final int ROWS = 4_000;

    @TempDir
    private Path root;

    @Test
    void manyRowGroupsGoOnInFurtherFiles() {
        Lake lake = Lake.at(root);
        TableDefinition table = table("orders", number("number"));
        try (Publication publication = lake.begin(KEY, RUN, SMALL_GROUPS)) {
            DatasetWriter dataset = publication.dataset(table);
            try (PartWriter part = dataset.part()) {
                writeRowByRow(part, new Batch(table, 1));
                part.finish();
            }
            dataset.finish(new ContentHash(ROWS, 1, 2), 0);
            publication.publish(description(CLOSING), false);
        }
        PublishedExtract extract = lake.find(KEY).orElseThrow();
        assertThat(extract.manifest().datasets().getFirst().files()).hasSize(2);
        assertThat(SampleExtracts.read(extract, "orders")).isEqualTo(numbers());
    }

    private static void writeRowByRow(PartWriter part, Batch batch) {
        for (long number : numbers()) {
            batch.clear();
            ((LongVector) batch.columns().getFirst()).add(number);
            batch.filled(1);
            part.write(batch);
        }
    }

    private static List<Long> numbers() {
        return LongStream.range(0, ROWS).boxed().toList();
    }
}
