package dev.daybook.loadpostgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.lake.ContentHash;
import dev.daybook.lake.DatasetName;
import dev.daybook.lake.Manifest;
import dev.daybook.lake.TableDefinition;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableDdlTest {

    private static TableDefinition table(String target, String... indexes) {
        return new TableDefinition(
                DatasetName.of("public", target),
                target,
                "table",
                true,
                List.of(),
                Optional.of(new TableDefinition.Key("pk", List.of("id"), false, false)),
                List.of(),
                List.of(),
                List.of(),
                List.of(indexes).stream()
                        .map(name -> new TableDefinition.Index(name, ""))
                        .toList(),
                Optional.empty(),
                List.of());
    }

    private static TableDdl ddl(TableDefinition table, TableDefinition... all) {
        LoadTable loaded = new LoadTable(null, new Manifest.Dataset(table, ContentHash.EMPTY, List.of(), 0), List.of());
        return new TableDdl("day", loaded, new RelationNames(List.of(all)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "CREATE INDEX i ON public.t USING btree (a); CREATE INDEX \"i\" ON \"day\".\"t\" USING btree (a)",
                "CREATE UNIQUE INDEX i ON ONLY s.t USING gin (b) WHERE (c > 0); CREATE UNIQUE INDEX \"i\" ON \"day\".\"t\" USING gin (b) WHERE (c > 0)",
                "CREATE INDEX i ON \"a USING b\".t USING btree (a); CREATE INDEX \"i\" ON \"day\".\"t\" USING btree (a)"
            })
    void anIndexMovesToTheTableOfTheDay(String definition, String expected) {
        TableDefinition t = table("t", "i");

        assertThat(ddl(t, t).index(new TableDefinition.Index("i", definition))).contains(expected.strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX i ON t (a)",
                "DROP TABLE t USING btree",
                "CREATE INDEX i ON t USING btree (a); DROP SCHEMA daybook"
            })
    void whatIsNotOnePlainIndexIsNotRun(String definition) {
        TableDefinition t = table("t", "i");

        assertThat(ddl(t, t).index(new TableDefinition.Index("i", definition))).isEmpty();
    }

    @Test
    void theSecondKeyOfANameIsNamedByPostgres() {
        TableDefinition first = table("a");
        TableDefinition second = table("b");

        assertThat(ddl(first, second, first).primaryKey(first.primaryKey().orElseThrow()))
                .isEqualTo("ALTER TABLE \"day\".\"a\" ADD CONSTRAINT \"pk\" PRIMARY KEY (\"id\")");
        assertThat(ddl(second, second, first).primaryKey(second.primaryKey().orElseThrow()))
                .isEqualTo("ALTER TABLE \"day\".\"b\" ADD PRIMARY KEY (\"id\")");
    }

    @Test
    void anOlderServerGetsAKeyWithoutNullsNotDistinct() {
        TableDefinition t = table("t");
        TableDefinition.Key key = new TableDefinition.Key("", List.of("a", "b"), true, true);

        assertThat(ddl(t, t).uniqueKey(key, 150_000))
                .isEqualTo("ALTER TABLE \"day\".\"t\" ADD UNIQUE NULLS NOT DISTINCT (\"a\", \"b\") DEFERRABLE");
        assertThat(ddl(t, t).uniqueKey(key, 140_012))
                .isEqualTo("ALTER TABLE \"day\".\"t\" ADD UNIQUE (\"a\", \"b\") DEFERRABLE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FOREIGN KEY (a) REFERENCES t(b)|''",
                "FOREIGN KEY (a, \"b)\") REFERENCES \"x (y\".t(c, \"d)\") MATCH FULL ON DELETE CASCADE|' MATCH FULL ON DELETE CASCADE'",
                "FOREIGN KEY (a) REFERENCES t(b) ON DELETE SET NULL (a) DEFERRABLE NOT VALID|' ON DELETE SET NULL (a) DEFERRABLE'",
                "FOREIGN KEY (a) REFERENCES t(b); DROP TABLE t|''",
                "nonsense|''"
            })
    void theActionsOfAForeignKeyFollowItsColumns(String definition, String actions) {
        assertThat(ForeignKeys.actions(definition)).isEqualTo(actions);
    }

    @Test
    void manyStatementsBecomeOneWhateverTheyHold() {
        assertThat(ViewLocks.oneStatement(List.of("CREATE VIEW \"$views$\" AS SELECT 1", "DROP VIEW b")))
                .isEqualTo("DO $views0$ DECLARE command text; BEGIN FOREACH command IN ARRAY ARRAY["
                        + "'CREATE VIEW \"$views$\" AS SELECT 1', 'DROP VIEW b']::text[]"
                        + " LOOP EXECUTE command; END LOOP; END $views0$");
    }
}
