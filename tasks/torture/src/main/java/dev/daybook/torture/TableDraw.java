package dev.daybook.torture;

import dev.daybook.torture.SampleTable.Column;
import dev.daybook.torture.SampleTable.Partitions;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Draws a table: columns of random types, rows with values at their limits, keys, checks, indexes, comments. */
final class TableDraw {

    private static final List<TypeSample> TYPES = Stream.concat(
                    BuiltInSamples.all().stream(), UserTypes.samples().stream())
            .toList();

    private static final int LONGEST_COLUMN = 63;

    private final Draw draw;
    private final Charset charset;

    TableDraw(Draw draw, Charset charset) {
        this.draw = draw;
        this.charset = charset;
    }

    /** What is drawn of one table, before it is put together. */
    private record Draft(List<Column> columns, List<TypeSample> types, boolean counted) {}

    /**
     * A table.
     *
     * @param earlier the tables that it may refer to or inherit from
     */
    SampleTable table(String schema, String name, List<SampleTable> earlier) {
        Partitions partitions = DatabaseDraw.partitions(draw);
        Draft draft = columns(partitions != Partitions.NONE || draw.percent(70), earlier);
        int count = draw.percent(20) ? 0 : draw.percent(10) ? draw.between(50, 200) : draw.between(1, 12);
        List<List<String>> rows = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            rows.add(row(draft, i));
        }
        Optional<String> parent = partitions == Partitions.NONE && !earlier.isEmpty() && draw.percent(8)
                ? Optional.of(draw.of(earlier).qualified())
                : Optional.empty();
        SampleTable table = new SampleTable(schema, name, parent, partitions, draft.columns, rows, List.of());
        return table.withStatements(new ConstraintDraw(draw, table, earlier).statements());
    }

    private Draft columns(boolean counted, List<SampleTable> earlier) {
        Names names = new Names(draw, charset, LONGEST_COLUMN);
        Draft draft = new Draft(new ArrayList<>(), new ArrayList<>(), counted);
        if (counted) {
            String further = draw.percent(20) ? " GENERATED " + identity() + " AS IDENTITY" : "";
            draft.columns.add(new Column(names.next(), draw.percent(50) ? "integer" : "bigint", further, true));
            draft.types.add(TypeSample.of("int4", "integer", "1"));
        }
        int count = draw.percent(5) ? draw.between(40, 120) : draw.between(0, 10);
        for (int i = 0; i < count; i++) {
            TypeSample type = draw.of(TYPES);
            draft.types.add(type);
            draft.columns.add(column(names.next(), type, draft));
        }
        for (int i = draw.between(0, earlier.isEmpty() ? 0 : 2); i > 0; i--) {
            draft.columns.add(new Column(names.next(), "bigint", "", true));
            draft.types.add(TypeSample.of("int8", "bigint", "1", "2"));
        }
        return draft;
    }

    private String identity() {
        return draw.percent(50) ? "ALWAYS" : "BY DEFAULT";
    }

    private Column column(String name, TypeSample type, Draft draft) {
        boolean text = type.declared().equals("text") || type.declared().startsWith("character");
        String further = text && draw.percent(20) ? " COLLATE \"C\"" : "";
        if (draw.percent(10) && draft.counted) {
            String first = Sql.name(draft.columns.getFirst().name());
            return new Column(name, "bigint", " GENERATED ALWAYS AS (" + first + " * 2) STORED", false);
        }
        if (draw.percent(15)) {
            further += " DEFAULT " + Sql.text(draw.of(type.values()));
        }
        return new Column(name, type.declared(), further + (draw.percent(20) ? " NOT NULL" : ""), true);
    }

    private List<String> row(Draft draft, int number) {
        List<String> row = new ArrayList<>();
        for (int i = 0; i < draft.columns.size(); i++) {
            if (i == 0 && draft.counted) {
                row.add(Integer.toString(number));
            } else {
                row.add(value(draft.types.get(i), draft.columns.get(i)));
            }
        }
        return row;
    }

    private @Nullable String value(TypeSample type, Column column) {
        if (!column.further().contains("NOT NULL") && draw.percent(20)) {
            return null;
        }
        // Each misfit costs one more run of the extract, which must name the option that carries it.
        return !type.misfits().isEmpty() && draw.percent(1) ? draw.of(type.misfits()) : draw.of(type.values());
    }
}
