package dev.daybook.sourcefiles.reject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.lake.column.Batch;
import dev.daybook.lake.column.BytesVector;
import dev.daybook.lake.column.ColumnVector;
import dev.daybook.lake.column.ListVector;
import dev.daybook.lake.column.LongVector;
import dev.daybook.lake.model.DatasetName;
import dev.daybook.lake.model.LoadMode;
import dev.daybook.lake.model.RecordCounts;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.lake.model.TableKind;
import dev.daybook.task.StepFailure;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RejectedRowsTest {

    private static final TableDefinition ITEMS =
            TableDefinition.of(DatasetName.bare("items"), TableKind.FILE, List.of());

    private final Batch batch = new Batch(RejectedTable.of(ITEMS));
    private long bytes;

    private RejectedRows rows(String limit) {
        RejectedRows rejected =
                new RejectedRows("FILE", batch, size -> bytes += size, BadRowLimit.parse(limit), "--max-bad-lines");
        rejected.startFile("items.json", "");
        return rejected;
    }

    private static RejectedRecord record(long line, String message, String... reasons) {
        byte[] bytes = "{\"a\": \u00e9\0".getBytes(StandardCharsets.ISO_8859_1);
        return new RejectedRecord(line, List.of(reasons), message, bytes, List.of("7", "a@b"));
    }

    @Test
    void theDatasetIsLoadedAsItsNeighbourIsButHasNoKey() {
        TableDefinition events =
                RejectedTable.of(ITEMS.loadedAs(new LoadMode.Keyed(LoadMode.Keyed.Keep.FIRST, List.of())));

        assertThat(RejectedTable.of(ITEMS).load()).isEqualTo(LoadMode.SNAPSHOT);
        assertThat(events.load()).isEqualTo(LoadMode.EVENTS);
        assertThat(events.dataset()).isEqualTo("items_rejected");
        assertThat(events.target()).isEqualTo("items_rejected");
        assertThat(events.columns().stream()
                        .map(column -> column.name() + " " + column.sourceType().formatted()))
                .containsExactly(
                        "file text", "line bigint", "reasons text[]", "message text", "record text", "subjects text[]");
    }

    @Test
    void aRecordIsOneRowHoweverManyReasonsItHas() {
        RejectedRows rejected = rows("2");

        rejected.take(record(3, ", column 'b': no", "type@/b", "required@/c"));
        rejected.take(record(4, ": no JSON", "unparsable"));
        rejected.finish(10);

        batch.filled(2);
        assertThat(batch.columns().stream().map(column -> shown(column, 0)))
                .containsExactly(
                        "items.json", "3", "type@/b required@/c", "column 'b': no", "{\"a\": \\xE9\\x00", "7 a@b");
        assertThat(shown(batch.columns().get(3), 1)).isEqualTo("no JSON");
        assertThat(bytes).isEqualTo(16);
        assertThat(rejected.firstReason()).isEqualTo("the first: line 3, column 'b': no");
        assertThat(rejected.counts(10))
                .isEqualTo(new RecordCounts(
                        12, 10, 2, new TreeMap<>(Map.of("type@/b", 1L, "required@/c", 1L, "unparsable", 1L)), 0, 0));
    }

    private static String shown(ColumnVector column, int row) {
        return switch (column) {
            case LongVector longs -> String.valueOf(longs.values()[row]);
            case BytesVector texts ->
                new String(texts.data(), texts.starts()[row], texts.lengths()[row], StandardCharsets.UTF_8);
            case ListVector lists -> {
                StringBuilder all = new StringBuilder();
                for (int i = row == 0 ? 0 : lists.ends()[row - 1]; i < lists.ends()[row]; i++) {
                    all.append(all.isEmpty() ? "" : " ").append(shown(lists.elements(), i));
                }
                yield all.toString();
            }
        };
    }

    @Test
    void oneTooManyNamesTheStepsOwnOption() {
        RejectedRows rejected = rows("1");
        rejected.take(record(3, ": no JSON", "unparsable"));

        assertThatThrownBy(() -> rejected.take(record(7, ": cut off", "unparsable")))
                .isInstanceOf(StepFailure.BadData.class)
                .hasMessage("FILE: 2 bad rows so far, --max-bad-lines allows 1; the first: line 3: no JSON;"
                        + " line 7: cut off");
    }

    @Test
    void aShareIsJudgedAtTheEnd() {
        RejectedRows rejected = rows("10%");
        rejected.take(record(3, ": no JSON", "unparsable"));
        rejected.take(record(4, ": no JSON", "unparsable"));

        assertThatThrownBy(() -> rejected.finish(9))
                .isInstanceOf(StepFailure.BadData.class)
                .hasMessage("FILE: 2 of 11 rows are bad, --max-bad-lines allows 10%; the first: line 3: no JSON;"
                        + " line 4: no JSON");
        rejected.finish(18);
    }
}
