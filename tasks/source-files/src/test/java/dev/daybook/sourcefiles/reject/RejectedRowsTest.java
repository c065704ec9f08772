package dev.daybook.sourcefiles.reject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.sourcefiles.record.FieldRanges;
import dev.daybook.task.StepFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RejectedRowsTest {

    @TempDir
    private Path folder;

    private RejectedRows rows(String limit) {
        return new RejectedRows("FILE", this::open, List.of("a", "b"), BadRowLimit.parse(limit), "--max-bad-lines");
    }

    private OutputStream open() {
        try {
            return Files.newOutputStream(file(), StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file() {
        return folder.resolve("_rejected.csv");
    }

    private static RejectedRecord whole(String text) {
        return new RejectedRecord.Whole(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void aRecordStandsByColumnsWhereItHasThemAndAsAWholeWhereNot() throws IOException {
        byte[] record = "1,x\"y".getBytes(StandardCharsets.UTF_8);
        FieldRanges fields = new FieldRanges(-1, -1);
        fields.add(0, 1, false, false);
        fields.add(2, 5, false, false);
        fields.unescape(record, 0);
        try (RejectedRows rejected = rows("2")) {
            rejected.take(3, ", column 'b': no", new RejectedRecord.Fields(fields));
            rejected.take(4, ": no JSON", whole("{\"a\": \u00e9"));
            rejected.finish(10);

            assertThat(rejected.count()).isEqualTo(2);
            assertThat(rejected.firstReason()).isEqualTo("the first: line 3, column 'b': no");
        }

        assertThat(file()).hasContent("""
                a,b,daybook_line,daybook_reason,daybook_record
                1,"x""y",3,"column 'b': no",
                ,,4,"no JSON","{""a"": \\xE9"
                """);
    }

    @Test
    void withoutBadRowsThereIsNoFile() throws IOException {
        try (RejectedRows rejected = rows("2")) {
            rejected.finish(10);
        }

        assertThat(file()).doesNotExist();
    }

    @Test
    void oneTooManyNamesTheStepsOwnOption() throws IOException {
        try (RejectedRows rejected = rows("1")) {
            rejected.take(3, ": no JSON", whole("x"));

            assertThatThrownBy(() -> rejected.take(7, ": cut off", whole("y")))
                    .isInstanceOf(StepFailure.BadData.class)
                    .hasMessage("FILE: 2 bad rows so far, --max-bad-lines allows 1; the first: line 3: no JSON;"
                            + " line 7: cut off");
        }
    }

    @Test
    void aShareIsJudgedAtTheEnd() throws IOException {
        try (RejectedRows rejected = rows("10%")) {
            rejected.take(3, ": no JSON", whole("x"));
            rejected.take(4, ": no JSON", whole("x"));

            assertThatThrownBy(() -> rejected.finish(9))
                    .isInstanceOf(StepFailure.BadData.class)
                    .hasMessage("FILE: 2 of 11 rows are bad, --max-bad-lines allows 10%; the first: line 3: no JSON;"
                            + " line 4: no JSON");
            rejected.finish(18);
        }
    }
}
