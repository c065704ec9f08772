package dev.daybook.torture;

import dev.daybook.torture.SampleTable.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Draws what a table has besides columns and rows. What its rows do not hold to, the server refuses. */
final class ConstraintDraw {

    private static final List<String> ACTIONS = List.of(
            "", " ON DELETE CASCADE", " MATCH FULL ON UPDATE SET NULL", " DEFERRABLE INITIALLY DEFERRED", " NOT VALID");

    private final Draw draw;
    private final SampleTable table;
    private final List<SampleTable> earlier;
    private final List<String> statements = new ArrayList<>();

    ConstraintDraw(Draw draw, SampleTable table, List<SampleTable> earlier) {
        this.draw = draw;
        this.table = table;
        this.earlier = earlier;
    }

    /** The statements that add it all, in the order in which they must run. */
    List<String> statements() {
        if (!table.columns().isEmpty()) {
            keys();
            checks();
            indexes();
        }
        comments();
        if (draw.percent(15)) {
            statements.add("ALTER TABLE " + table.qualified() + " REPLICA IDENTITY FULL");
        }
        return statements;
    }

    private void alter(String what) {
        statements.add("ALTER TABLE " + table.qualified() + " ADD " + what);
    }

    private void keys() {
        String first = Sql.name(table.columns().getFirst().name());
        String deferrable = draw.percent(15) ? " DEFERRABLE INITIALLY DEFERRED" : "";
        if (draw.percent(80)) {
            alter("PRIMARY KEY (" + (draw.percent(70) ? first : first + ", " + column()) + ")" + deferrable);
        }
        for (int i = draw.between(0, 2); i > 0; i--) {
            String nulls = draw.percent(20) ? "NULLS NOT DISTINCT " : "";
            alter(constraint("key") + "UNIQUE " + nulls + "(" + first + ", " + column() + ")" + deferrable);
        }
        List<SampleTable> referable = new ArrayList<>(earlier);
        referable.add(table);
        List<Column> whole = table.columns().stream()
                .filter(c -> c.type().endsWith("int") || c.type().equals("integer"))
                .toList();
        for (Column column : draw.some(whole, draw.between(0, 3))) {
            SampleTable other = draw.of(referable);
            if (!other.columns().isEmpty()) {
                foreignKey(column, other);
            }
        }
    }

    private void foreignKey(Column column, SampleTable other) {
        alter(constraint("fk") + "FOREIGN KEY (" + Sql.name(column.name()) + ") REFERENCES " + other.qualified() + " ("
                + Sql.name(other.columns().getFirst().name()) + ")" + draw.of(ACTIONS));
    }

    private String constraint(String kind) {
        return draw.percent(50)
                ? ""
                : "CONSTRAINT "
                        + Sql.name(draw.of(List.of("a ", "100% ", "\"q\" ", "X", "")) + kind + draw.between(1, 9))
                        + " ";
    }

    private String column() {
        return Sql.name(draw.of(table.columns()).name());
    }

    private void checks() {
        String first = Sql.name(table.columns().getFirst().name());
        List<String> conditions = List.of(
                first + " IS NOT NULL",
                first + "::text <> 'it''s \"%\" \\'",
                column() + " IS NULL OR length(" + column() + "::text) >= 0",
                "coalesce(" + first + " > 0, true)",
                first + "::text ~ '.*' OR " + column() + " IS NULL");
        for (String condition : draw.some(conditions, draw.between(0, 2))) {
            alter(constraint("check") + "CHECK (" + condition + ")" + (draw.percent(10) ? " NOT VALID" : ""));
        }
    }

    private void indexes() {
        String on = " ON " + table.qualified() + " ";
        List<String> indexes = List.of(
                "CREATE INDEX" + on + "(" + column() + ")",
                "CREATE INDEX" + on + "USING hash (" + column() + ")",
                "CREATE UNIQUE INDEX" + on + "(" + column() + " DESC NULLS LAST) INCLUDE (" + column() + ")",
                "CREATE INDEX \"an index\"" + on + "(lower(" + column() + "::text))",
                "CREATE INDEX" + on + "(" + column() + ") WHERE " + column() + " IS NOT NULL",
                "CREATE INDEX" + on + "USING gin (" + column() + ")");
        statements.addAll(draw.some(indexes, draw.between(0, 2)));
    }

    private void comments() {
        List<String> texts = List.of("plain", "it's \"quoted\" 100%", "two\nlines", "back\\slash", ";-- no end");
        if (draw.percent(30)) {
            statements.add("COMMENT ON TABLE " + table.qualified() + " IS " + Sql.text(draw.of(texts)));
        }
        List<Column> commented =
                table.columns().stream().filter(_ -> draw.percent(10)).collect(Collectors.toList());
        commented.forEach(column -> statements.add("COMMENT ON COLUMN " + table.qualified() + "."
                + Sql.name(column.name()) + " IS " + Sql.text(draw.of(texts))));
    }
}
