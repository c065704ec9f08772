package dev.daybook.sourcefiles.reject;

import dev.daybook.lake.model.ColumnDefinition;
import dev.daybook.lake.model.ColumnType;
import dev.daybook.lake.model.DatasetName;
import dev.daybook.lake.model.LoadMode;
import dev.daybook.lake.model.SourceType;
import dev.daybook.lake.model.TableDefinition;
import java.util.List;
import java.util.Optional;

/** The dataset of the records that break the schema of another one, which lies beside it. */
public final class RejectedTable {

    private static final String SUFFIX = "_rejected";
    private static final SourceType TEXT = SourceType.builtIn("text", "text");

    /** Its columns, in the order in which they are filled. */
    private static final List<ColumnDefinition> COLUMNS = List.of(
            text("file", true),
            ColumnDefinition.of("line", new ColumnType.Int64(), SourceType.builtIn("int8", "bigint"), true),
            texts("reasons", true),
            text("message", false),
            text("record", false),
            texts("subjects", false));

    private RejectedTable() {}

    /** Its definition: loaded as the other one is, but never by a key, as two bad records may be the same. */
    public static TableDefinition of(TableDefinition table) {
        TableDefinition rejected = new TableDefinition(
                name(table.name()),
                table.target() + SUFFIX,
                table.kind(),
                true,
                COLUMNS,
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.of("records that were refused for " + table.target()),
                List.of());
        return rejected.loadedAs(table.load().holdsWholeState() ? LoadMode.SNAPSHOT : LoadMode.EVENTS);
    }

    private static DatasetName name(DatasetName name) {
        return new DatasetName(name.schema(), name.name() + SUFFIX);
    }

    private static ColumnDefinition text(String name, boolean required) {
        return ColumnDefinition.of(name, new ColumnType.Text(), TEXT, required);
    }

    private static ColumnDefinition texts(String name, boolean required) {
        SourceType array = new SourceType(
                SourceType.Kind.ARRAY, "pg_catalog", "text", "text[]", List.of(), Optional.of(TEXT), false, List.of());
        return ColumnDefinition.of(name, new ColumnType.ListOf(new ColumnType.Text()), array, required);
    }
}
