package dev.daybook.pgcopy;

import dev.daybook.lake.model.ColumnDefinition;
import dev.daybook.lake.model.ColumnType;
import dev.daybook.lake.model.DatasetName;
import dev.daybook.lake.model.SourceType;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.lake.model.TableKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Definitions of tables {@code public.t} for tests, with columns {@code c1}, {@code c2} and so on. */
final class TestTable {

    private TestTable() {}

    /** A column's type in the lake and at the source. */
    record TestColumn(ColumnType type, SourceType source) {

        /** A built-in type; {@code name} is its {@code typname}. */
        static TestColumn of(ColumnType type, String name, String formatted) {
            return new TestColumn(type, SourceType.builtIn(name, formatted));
        }

        /** An array of this type. */
        TestColumn array() {
            SourceType array = new SourceType(
                    SourceType.Kind.ARRAY,
                    source.schema(),
                    source.name(),
                    source.formatted() + "[]",
                    List.of(),
                    Optional.of(source),
                    false,
                    List.of());
            return new TestColumn(new ColumnType.ListOf(type), array);
        }

        /** Any type carried as text. */
        static TestColumn textForm(String formatted) {
            SourceType source = new SourceType(
                    SourceType.Kind.TEXT_FORM,
                    "pg_catalog",
                    formatted,
                    formatted,
                    List.of(),
                    Optional.empty(),
                    false,
                    List.of());
            return new TestColumn(new ColumnType.Text(), source);
        }
    }

    static TableDefinition of(TestColumn... columns) {
        return of(Arrays.asList(columns));
    }

    static TableDefinition of(List<TestColumn> columns) {
        List<ColumnDefinition> definitions = new ArrayList<>();
        for (TestColumn column : columns) {
            definitions.add(ColumnDefinition.of("c" + (definitions.size() + 1), column.type(), column.source(), false));
        }
        return new TableDefinition(
                DatasetName.of("public", "t"),
                "t",
                TableKind.TABLE,
                true,
                definitions,
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of());
    }
}
