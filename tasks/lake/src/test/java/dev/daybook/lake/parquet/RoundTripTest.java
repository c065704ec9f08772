package dev.daybook.lake.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.lake.model.ColumnType;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.lake.model.WriterSettings;
import dev.daybook.lake.model.WriterSettings.Compression;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RoundTripTest {

    @TempDir
    private Path folder;

    static Stream<ColumnType> types() {
        return RandomValues.allTypes().stream();
    }

    static IntStream seeds() {
        return IntStream.range(0, 40);
    }

    @ParameterizedTest
    @MethodSource("types")
    void limitsComeBack(ColumnType type) {
        assertRoundTrip(type, RandomValues.limits(type));
    }

    @ParameterizedTest
    @MethodSource("types")
    void noRowComesBack(ColumnType type) {
        assertRoundTrip(type, List.of());
    }

    @ParameterizedTest
    @MethodSource("types")
    void oneNullComesBack(ColumnType type) {
        List<Object> column = new ArrayList<>();
        column.add(null);
        assertRoundTrip(type, column);
    }

    @ParameterizedTest
    @MethodSource("types")
    void manyPagesOfNullsComeBack(ColumnType type) {
        assertRoundTrip(type, new RandomValues(1).column(type, 41_000, 1.0, 10));
    }

    @ParameterizedTest
    @MethodSource("types")
    void manyPagesOfFewDistinctValuesComeBack(ColumnType type) {
        assertRoundTrip(type, new RandomValues(2).column(type, 41_000, 0.1, 50));
    }

    @ParameterizedTest
    @MethodSource("types")
    void manyPagesWithoutNullOfManyDistinctValuesComeBack(ColumnType type) {
        assertRoundTrip(type, new RandomValues(3).column(type, 21_000, 0, 21_000));
    }

    private void assertRoundTrip(ColumnType type, List<Object> column) {
        TableDefinition table = Rows.table(type);
        Path file = folder.resolve("part.parquet");
        Rows.write(file, table, List.of(column));
        assertThat(Rows.read(file, table, column.size())).isEqualTo(List.of(column));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void randomTablesComeBack(int seed) {
        Random random = new Random(seed);
        List<ColumnType> all = RandomValues.allTypes();
        ColumnType[] types = random.ints(1 + random.nextInt(12), 0, all.size())
                .mapToObj(all::get)
                .toArray(ColumnType[]::new);
        int rows = random.nextInt(12_000);
        RandomValues values = new RandomValues(seed);
        List<List<Object>> columns = Stream.of(types)
                .map(type -> values.column(type, rows, random.nextInt(3) / 2.0, 1 + random.nextInt(rows + 1)))
                .toList();
        Compression compression = List.of(
                        new Compression.Zstd(1 + random.nextInt(5)), new Compression.Snappy(), new Compression.None())
                .get(random.nextInt(3));
        WriterSettings settings = new WriterSettings(compression, 1L << (10 + random.nextInt(14)));
        TableDefinition table = Rows.table(types);
        Path file = folder.resolve("part.parquet");
        Rows.write(file, table, settings, 1 + random.nextInt(2048), columns);
        assertThat(Rows.read(file, table, rows)).isEqualTo(columns);
    }
}
