package dev.daybook.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Everything that a difference does not need is taken away; the difference is asked for without a server. */
class ShrinkingTest {

    private static SampleTable table(String name) {
        List<SampleTable.Column> columns = List.of(
                new SampleTable.Column("id", "integer", "", true),
                new SampleTable.Column("note", "text", "", true),
                new SampleTable.Column("price", "numeric", "", true));
        return new SampleTable(
                "public",
                name,
                Optional.empty(),
                SampleTable.Partitions.NONE,
                columns,
                List.of(List.of("1", "one", "1"), List.of("2", "two", "2"), List.of("3", "three", "3")),
                List.of("ALTER TABLE public." + name + " ADD PRIMARY KEY (id)"));
    }

    private static SampleDatabase database() {
        return new SampleDatabase(
                0,
                "UTF8",
                List.of(),
                List.of(),
                List.of("CREATE TYPE mood AS ENUM ('sad')", "CREATE SCHEMA other"),
                List.of(table("first"), table("second"), table("third")),
                List.of("DELETE FROM public.first"),
                List.of("DROP TABLE public.third"));
    }

    private static boolean hasTheSecondNote(SampleDatabase database) {
        return database.tables().stream()
                .filter(table -> table.name().equals("second"))
                .anyMatch(table ->
                        table.rows().stream().flatMap(List::stream).toList().contains("two"));
    }

    @Test
    void onlyTheRowAndTheColumnOfTheDifferenceStay() {
        SampleDatabase smallest = new Shrinking(database(), ShrinkingTest::hasTheSecondNote, 200).shrink();

        assertThat(smallest.firstDay())
                .containsExactly(
                        "CREATE TABLE \"public\".\"second\" (\"note\" text)",
                        "INSERT INTO \"public\".\"second\" (\"note\") OVERRIDING SYSTEM VALUE VALUES ('two')");
        assertThat(smallest.secondDay()).isEmpty();
        assertThat(smallest.thirdDay()).isEmpty();
    }

    @Test
    void noMoreIsTriedThanIsAllowed() {
        SampleDatabase smallest = new Shrinking(database(), ShrinkingTest::hasTheSecondNote, 0).shrink();

        assertThat(smallest).isEqualTo(database());
    }
}
