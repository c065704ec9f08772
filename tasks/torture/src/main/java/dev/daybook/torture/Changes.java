package dev.daybook.torture;

import java.util.ArrayList;
import java.util.List;

/** Draws what happens to a source between two days. */
final class Changes {

    private final Draw draw;
    private final List<SampleTable> tables;
    private final Names names;

    Changes(Draw draw, List<SampleTable> tables, Names names) {
        this.draw = draw;
        this.tables = tables;
        this.names = names;
    }

    /** The statements; some of them the server will refuse, as earlier ones have changed what they change. */
    List<String> draw() {
        List<String> statements = new ArrayList<>();
        for (SampleTable table : tables) {
            if (draw.percent(60)) {
                statements.addAll(rows(table));
            }
            if (draw.percent(40)) {
                statements.add(definition(table));
            }
        }
        if (draw.percent(50)) {
            statements.add("ALTER TYPE types.mood ADD VALUE " + Sql.text(names.next()));
        }
        if (draw.percent(60)) {
            String added = Sql.name("public", "new " + names.next());
            statements.add("CREATE TABLE " + added + " (a integer PRIMARY KEY, b types.mood)");
            statements.add("INSERT INTO " + added + " VALUES (1, 'sad'), (2, NULL)");
        }
        return statements;
    }

    private List<String> rows(SampleTable table) {
        String of = table.qualified();
        return draw.some(
                List.of(
                        "DELETE FROM ONLY " + of + " WHERE ctid IN (SELECT ctid FROM ONLY " + of + " LIMIT 2)",
                        "INSERT INTO " + of + " SELECT * FROM ONLY " + of + " LIMIT 3",
                        "INSERT INTO " + of + " DEFAULT VALUES",
                        "TRUNCATE " + of),
                draw.between(1, 2));
    }

    private String definition(SampleTable table) {
        String alter = "ALTER TABLE " + table.qualified() + " ";
        String column = table.columns().isEmpty()
                ? "\"none\""
                : Sql.name(draw.of(table.columns()).name());
        String added = Sql.name("new " + names.next());
        return draw.of(List.of(
                alter + "ADD COLUMN " + added + " types.mood DEFAULT 'sad'",
                alter + "ADD COLUMN " + added + " numeric(9,4)",
                alter + "DROP COLUMN " + column + " CASCADE",
                alter + "RENAME COLUMN " + column + " TO " + added,
                alter + "ALTER COLUMN " + column + " TYPE text",
                alter + "ALTER COLUMN " + column + " TYPE bigint",
                alter + "ALTER COLUMN " + column + " TYPE numeric(30,5)",
                alter + "ALTER COLUMN " + column + " TYPE varchar(900)",
                alter + "ALTER COLUMN " + column + " DROP NOT NULL",
                alter + "ALTER COLUMN " + column + " SET NOT NULL",
                "DROP TABLE " + table.qualified() + " CASCADE",
                "COMMENT ON TABLE " + table.qualified() + " IS 'changed'"));
    }
}
