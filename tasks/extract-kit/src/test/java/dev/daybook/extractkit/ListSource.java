package dev.daybook.extractkit;

import dev.daybook.lake.column.LongVector;
import dev.daybook.lake.model.ColumnDefinition;
import dev.daybook.lake.model.ColumnType;
import dev.daybook.lake.model.DatasetName;
import dev.daybook.lake.model.LoadMode;
import dev.daybook.lake.model.SourceKind;
import dev.daybook.lake.model.SourceType;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.lake.model.TableKind;
import dev.daybook.task.StepContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A source that lies in memory: datasets of one column of numbers. Those named {@code events} are loaded as that.
 *
 * @param time when its state was taken
 * @param live whether it only ever shows now
 * @param lists the numbers, by the name of their dataset
 * @param identity what the manifest says of it
 * @param warnings what it warns of while it is read
 * @param events hears what happens to it
 */
record ListSource(
        Instant time,
        boolean live,
        Map<String, List<Long>> lists,
        Map<String, String> identity,
        List<String> warnings,
        List<String> events)
        implements Source {

    @Override
    public SourceKind kind() {
        return SourceKind.FILES;
    }

    @Override
    public String toExtractLess() {
        return "shorten the lists with --shorter";
    }

    @Override
    public State open(StepContext context) {
        events.add("open");
        return new ListState();
    }

    private final class ListState implements State {
        @Override
        public Instant time() {
            return time;
        }

        @Override
        public Map<String, String> identity() {
            return identity;
        }

        @Override
        public List<DatasetName> datasets() {
            return lists.keySet().stream().sorted().map(DatasetName::bare).toList();
        }

        @Override
        public String whyMissing(DatasetName dataset) {
            return "no list of that name";
        }

        @Override
        public void read(ExtractWriter extract) {
            warnings.forEach(extract::warn);
            lists.forEach((name, numbers) -> {
                try (DatasetRows rows = extract.rows(table(name))) {
                    LongVector column = (LongVector) rows.batch().columns().getFirst();
                    for (long number : numbers) {
                        column.add(number);
                        rows.endRow(Long.BYTES);
                    }
                    rows.finish(numbers.stream().filter(number -> number < 0).count());
                }
            });
        }

        @Override
        public void close() {
            events.add("close");
        }
    }

    private static TableDefinition table(String name) {
        ColumnDefinition column =
                ColumnDefinition.of("number", new ColumnType.Int64(), SourceType.builtIn("int8", "bigint"), true);
        TableDefinition table = TableDefinition.of(DatasetName.bare(name), TableKind.FILE, List.of(column));
        return name.equals("events") ? table.loadedAs(LoadMode.EVENTS) : table;
    }
}
