package dev.daybook.lake.parquet;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.lake.model.ColumnDefinition;
import dev.daybook.lake.model.ColumnType;
import dev.daybook.lake.model.DatasetName;
import dev.daybook.lake.model.SourceType;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.lake.model.TableKind;
import dev.daybook.lake.model.WriterSettings;
import dev.daybook.task.StepFailure;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartCreationTest {

    private static final TableDefinition TABLE = new TableDefinition(
            DatasetName.of("public", "orders"),
            "orders",
            TableKind.TABLE,
            true,
            List.of(ColumnDefinition.of("id", new ColumnType.Int64(), SourceType.builtIn("int8", "bigint"), true)),
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            List.of());

    @TempDir
    private Path folder;

    /** What the operating system refuses there is what it refuses anywhere: 74 with advice, and a full disk is one of them. */
    @Test
    void aPartThatCannotBeCreatedIsAnInputOutputErrorWithAdvice() {
        Path part = folder.resolve("p".repeat(300));

        assertThatThrownBy(() -> Rows.writer(part, TABLE, "{}", WriterSettings.DEFAULT))
                .isInstanceOf(StepFailure.InputOutput.class)
                .hasMessage("cannot create " + folder + "/"
                        + "p".repeat(199 - folder.toString().length())
                        + "...: File name too long; look at the disk and run this again");
    }
}
