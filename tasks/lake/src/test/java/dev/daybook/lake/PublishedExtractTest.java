package dev.daybook.lake;

import static dev.daybook.lake.SampleExtracts.CLOSING;
import static dev.daybook.lake.SampleExtracts.KEY;
import static dev.daybook.lake.SampleExtracts.RUN;
import static dev.daybook.lake.SampleExtracts.description;
import static dev.daybook.lake.SampleExtracts.number;
import static dev.daybook.lake.SampleExtracts.orders;
import static dev.daybook.lake.SampleExtracts.table;
import static dev.daybook.lake.SampleExtracts.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.lake.files.Folders;
import dev.daybook.lake.model.LakePaths;
import dev.daybook.lake.model.Manifest.DataFile;
import dev.daybook.lake.model.Manifest.Dataset;
import dev.daybook.lake.model.Sha256;
import dev.daybook.lake.model.WriterSettings;
import dev.daybook.lake.publish.Publication;
import dev.daybook.lake.read.PublishedExtract;
import dev.daybook.task.StepFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Published Parquet files that are changed behind the lake's back. */
class PublishedExtractTest {

    private static final long[] NUMBERS = LongStream.range(0, 5_000).toArray();

    @TempDir
    private Path root;

    private Lake lake;
    private Path directory;
    private Path file;
    private PublishedExtract extract;

    @BeforeEach
    void publish() throws IOException {
        lake = Lake.at(root);
        try (Publication publication = lake.begin(KEY, RUN, WriterSettings.DEFAULT)) {
            write(publication, orders(), NUMBERS);
            write(publication, table("customers", number("number")), 1, 2, 3);
            write(publication, table("empty", number("number")));
            publication.publish(description(CLOSING), false);
        }
        extract = lake.find(KEY).orElseThrow();
        directory = SampleExtracts.folder(root, KEY);
        file = Folders.entries(directory.resolve("public.orders")).getFirst();
    }

    @Test
    void readsBackWhatWasPublished() {
        extract.verify();
        assertThat(SampleExtracts.read(extract, "orders"))
                .isEqualTo(Arrays.stream(NUMBERS).boxed().toList());
        assertThat(SampleExtracts.read(extract, "customers")).containsExactly(1L, 2L, 3L);
        assertThat(SampleExtracts.read(extract, "empty")).isEmpty();
        assertThat(extract.manifest().datasets().get(1).files()).hasSize(1);
    }

    /** Changes a published directory; is given it and the file of the orders. */
    private interface Mutilation {
        void apply(Path directory, Path file) throws IOException;
    }

    static Stream<Arguments> mutilations() {
        return Stream.of(
                mutilation("FILE: it does not exist", (_, file) -> Files.delete(file)),
                mutilation(
                        "FILE: expected SIZE bytes, found MORE",
                        (_, file) -> Files.write(file, new byte[] {0}, java.nio.file.StandardOpenOption.APPEND)),
                mutilation(
                        "FILE: expected SIZE bytes, found LESS",
                        (_, file) -> Files.write(file, cut(Files.readAllBytes(file), 1))),
                mutilation("FILE: expected SIZE bytes, found 0", (_, file) -> Files.write(file, new byte[0])),
                mutilation(
                        "FILE: expected SHA-256 SUM, found FOUND",
                        (_, file) -> Files.write(file, flip(Files.readAllBytes(file), 4_000))),
                mutilation(
                        "FILE: expected a regular file, found a link, a folder or something else", (folder, file) -> {
                            Path elsewhere = folder.resolveSibling("elsewhere.parquet");
                            Files.move(file, elsewhere);
                            Files.createSymbolicLink(file, elsewhere);
                        }),
                mutilation("FILE: expected a regular file, found a link, a folder or something else", (_, file) -> {
                    Files.delete(file);
                    Files.createDirectory(file);
                }),
                mutilation(
                        "FILE: expected a regular file, found a link, a folder or something else", (folder, file) -> {
                            Path elsewhere = folder.resolveSibling("elsewhere");
                            Files.move(file.getParent(), elsewhere);
                            Files.createSymbolicLink(file.getParent(), elsewhere);
                        }),
                mutilation(
                        "DIRECTORY/public.orders/part-00001-0badf00d.parquet: it is not in the manifest",
                        (_, file) -> Files.copy(file, file.resolveSibling("part-00001-0badf00d.parquet"))),
                mutilation(
                        "DIRECTORY/public.orders/.hidden.parquet: it is not in the manifest",
                        (_, file) -> Files.copy(file, file.resolveSibling(".hidden.parquet"))),
                mutilation(
                        "DIRECTORY/extra.parquet: it is not in the manifest",
                        (folder, file) -> Files.copy(file, folder.resolve("extra.parquet"))),
                mutilation(
                        "DIRECTORY/_x/extra.parquet: it is not in the manifest",
                        (folder, file) -> Files.copy(
                                file,
                                Files.createDirectory(folder.resolve("_x")).resolve("extra.parquet"))),
                mutilation(
                        "DIRECTORY/public.more: it is not in the manifest",
                        (folder, _) -> Files.createDirectory(folder.resolve("public.more"))),
                mutilation("FILE: it does not exist", (_, file) -> {
                    Files.delete(file);
                    Files.delete(file.getParent());
                }));
    }

    private static Arguments mutilation(String message, Mutilation mutilation) {
        return Arguments.of(message, mutilation);
    }

    @ParameterizedTest
    @MethodSource("mutilations")
    void refusesEveryMutilation(String message, Mutilation mutilation) throws IOException {
        long size = Files.size(file);
        String sum = Sha256.of(Files.readAllBytes(file));
        mutilation.apply(directory, file);
        String expected = "corrupt file "
                + message.replace("FILE", file.toString())
                        .replace("DIRECTORY", directory.toString())
                        .replace("SIZE", String.valueOf(size))
                        .replace("MORE", String.valueOf(size + 1))
                        .replace("LESS", String.valueOf(size - 1))
                        .replace("SUM", sum)
                        .replace("FOUND", message.contains("FOUND") ? Sha256.of(Files.readAllBytes(file)) : "")
                + "; run the extract of this period again";
        assertThatThrownBy(() -> extract.verify())
                .isInstanceOf(StepFailure.BadData.class)
                .hasMessage(expected);
        if (message.startsWith("FILE")) {
            assertThatThrownBy(() -> open("orders"))
                    .isInstanceOf(StepFailure.BadData.class)
                    .hasMessage(expected);
        }
    }

    @Test
    void seesAllButChangedBytesWithoutReadingFiles() throws IOException {
        Files.write(file, flip(Files.readAllBytes(file), 4_000));
        extract.verifyFiles();
        assertThatThrownBy(() -> extract.verify()).isInstanceOf(StepFailure.BadData.class);
    }

    @Test
    void letsOthersKeepTheirHiddenFilesThere() throws IOException {
        Files.writeString(directory.resolve(".DS_Store"), "x");
        Files.writeString(directory.resolve("_committed_123"), "x");
        extract.verify();
    }

    @Test
    void showsNoRowOfAFileWithAnyBitFlippedOrCutAnywhere() throws IOException {
        byte[] good = Files.readAllBytes(file);
        Random random = new Random(42);
        for (int i = 0; i < 1_000; i++) {
            int bit = random.nextInt(good.length * 8);
            refuses(flip(good, bit), "flipped bit " + bit);
            int length = random.nextInt(good.length);
            refuses(Arrays.copyOf(good, length), "cut to " + length);
        }
        Files.write(file, good);
        assertThat(SampleExtracts.read(extract, "orders")).hasSize(NUMBERS.length);
    }

    private void refuses(byte[] bytes, String what) throws IOException {
        Files.write(file, bytes);
        assertThatThrownBy(() -> open("orders"))
                .as(what)
                .isInstanceOf(StepFailure.BadData.class)
                .hasMessageStartingWith("corrupt file " + file + ": expected ");
    }

    @Test
    void saysThatAVanishedFileWasReplacedWhenItWas() throws IOException {
        Files.delete(file);
        Path manifest = directory.resolve(LakePaths.MANIFEST);
        Files.writeString(manifest, Files.readString(manifest) + "\n");
        String message = "northwind/postgres 2024-01-20 was replaced while it was read; run this again";
        assertThatThrownBy(() -> open("orders"))
                .isInstanceOf(StepFailure.Temporary.class)
                .hasMessage(message);
        assertThatThrownBy(() -> extract.verifyFiles())
                .isInstanceOf(StepFailure.Temporary.class)
                .hasMessage(message);
    }

    @Test
    void refusesAManifestThatIsALinkOrTooLarge() throws IOException {
        Path manifest = directory.resolve(LakePaths.MANIFEST);
        Path elsewhere = root.resolve("elsewhere.json");
        Files.move(manifest, elsewhere);
        Files.createSymbolicLink(manifest, elsewhere);
        assertThatThrownBy(() -> lake.find(KEY))
                .isInstanceOf(StepFailure.BadData.class)
                .hasMessage("damaged manifest " + manifest
                        + ": expected a file, found a link; run the extract of this period again");
        Files.move(elsewhere, manifest, StandardCopyOption.REPLACE_EXISTING);
        try (java.io.RandomAccessFile large = new java.io.RandomAccessFile(manifest.toFile(), "rw")) {
            large.setLength((64 << 20) + 1);
        }
        assertThatThrownBy(() -> lake.find(KEY))
                .isInstanceOf(StepFailure.BadData.class)
                .hasMessage("damaged manifest " + manifest
                        + ": expected at most 67108864 bytes, found more; run the extract of this period again");
    }

    @Test
    void publishesParquetAgainAsUnchanged() {
        try (Publication publication = Lake.at(root).begin(KEY, RUN, WriterSettings.DEFAULT)) {
            write(publication, orders(), NUMBERS);
            write(publication, table("customers", number("number")), 1, 2, 3);
            write(publication, table("empty", number("number")));
            assertThat(publication.publish(description(CLOSING), false))
                    .isInstanceOf(Publication.Outcome.Unchanged.class);
        }
    }

    private List<Long> open(String dataset) {
        for (Dataset found : extract.manifest().datasets()) {
            if (found.table().name().name().equals(dataset)) {
                for (DataFile part : found.files()) {
                    extract.open(found, part).close();
                }
            }
        }
        return List.of();
    }

    private static byte[] flip(byte[] bytes, int bit) {
        byte[] flipped = bytes.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        return flipped;
    }

    private static byte[] cut(byte[] bytes, int by) {
        return Arrays.copyOf(bytes, bytes.length - by);
    }
}
