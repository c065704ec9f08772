package dev.daybook.loadpostgres.ddl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.lake.model.ColumnDefinition;
import dev.daybook.lake.model.ColumnType;
import dev.daybook.lake.model.DatasetName;
import dev.daybook.lake.model.SourceType;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.lake.model.TableKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableDdlTest {

    private static TableDefinition table(String target, String... indexes) {
        return new TableDefinition(
                DatasetName.of("public", target),
                target,
                TableKind.TABLE,
                true,
                List.of("id", "a", "b", "c").stream()
                        .map(name -> ColumnDefinition.of(
                                name, new ColumnType.Int32(), SourceType.builtIn("int4", "integer"), false))
                        .toList(),
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
        return new TableDdl("day", table, List.of(), new RelationNames(List.of(all)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "CREATE INDEX i ON public.t USING btree (a); CREATE INDEX \"i\" ON \"day\".\"t\" USING btree (\"a\")",
                "CREATE UNIQUE INDEX i ON ONLY s.t USING gin (b) WHERE (c > 0); CREATE UNIQUE INDEX \"i\" ON \"day\".\"t\" USING gin (\"b\") WHERE (((\"c\" OPERATOR(pg_catalog.>) 0)))",
                "CREATE INDEX i ON \"a USING b\".t USING btree (a); CREATE INDEX \"i\" ON \"day\".\"t\" USING btree (\"a\")",
                "CREATE INDEX i ON t USING gin (a public.trgm DESC NULLS LAST); CREATE INDEX \"i\" ON \"day\".\"t\" USING gin (\"a\" \"ext\".\"trgm\" DESC NULLS LAST)"
            })
    void anIndexMovesToTheTableOfTheDay(String definition, String expected) throws NotAllowed {
        TableDefinition t = table("t", "i");

        assertThat(ddl(t, t).index(new TableDefinition.Index("i", definition), Map.of("trgm", "\"ext\"")))
                .isEqualTo(expected.strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "CREATE INDEX i ON t (a)|its definition is not in the form that PostgreSQL prints",
                "DROP TABLE t USING btree|its definition is not in the form that PostgreSQL prints",
                "CREATE INDEX i ON t USING btree (a); DROP SCHEMA daybook|its definition is not in the form that PostgreSQL prints",
                "CREATE INDEX i ON t USING btree (a) TABLESPACE x|its definition is not in the form that PostgreSQL prints",
                "CREATE INDEX i ON t USING btree (x)|it names x, which is not a column of the table",
                "CREATE INDEX i ON t USING btree (public.f(a))|it names something of schema public",
                "CREATE INDEX i ON t USING btree (pg_sleep(a))|it calls pg_sleep, which is not a function that is carried over",
                "CREATE INDEX i ON t USING btree (a public.own_ops)|the warehouse has no extension with operator class own_ops",
                "CREATE INDEX i ON t USING own (a)|its method own is not built in",
                "CREATE INDEX i ON t USING btree (a) WITH (tablespace='x')|its option tablespace is not carried over"
            })
    void whatIsNotOnePlainIndexIsNotRun(String definition, String reason) {
        TableDefinition t = table("t", "i");

        assertThatThrownBy(() -> ddl(t, t).index(new TableDefinition.Index("i", definition), Map.of()))
                .isInstanceOf(NotAllowed.class)
                .hasMessage(reason);
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
                "FOREIGN KEY (a) REFERENCES t(b) ON DELETE SET NULL (a) DEFERRABLE NOT VALID|' ON DELETE SET NULL (\"a\") DEFERRABLE'",
                "FOREIGN KEY (a) REFERENCES t(b) ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED|' ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED'",
                "FOREIGN KEY (a) REFERENCES \"semi;colon\"(\"b;\") ON UPDATE CASCADE ON DELETE SET DEFAULT|' ON UPDATE CASCADE ON DELETE SET DEFAULT'",
                "FOREIGN KEY (a) REFERENCES t(b) ON DELETE SET NULL (x)|''",
                "FOREIGN KEY (a) REFERENCES t(b); DROP TABLE t|''",
                "FOREIGN KEY (a) REFERENCES t(b), DROP COLUMN a|''",
                "nonsense|''"
            })
    void theActionsOfAForeignKeyFollowItsColumns(String definition, String actions) {
        TableDefinition t = table("t");
        TableDefinition.ForeignKey key = new TableDefinition.ForeignKey(
                "", List.of("a"), DatasetName.bare("t"), List.of("b"), Optional.of(definition), true);

        assertThat(ddl(t, t).actions(key)).isEqualTo(actions);
    }

    @Test
    void aNameThatPostgresWouldCutIsNotGiven() throws NotAllowed {
        TableDefinition t = table("t", "n".repeat(64));
        TableDefinition.Index index = new TableDefinition.Index("n".repeat(64), "CREATE INDEX i ON t USING btree (a)");
        TableDefinition.Check check = new TableDefinition.Check("n".repeat(64), "CHECK ((a > 0))");

        assertThat(ddl(t, t).index(index, Map.of())).isEqualTo("CREATE INDEX ON \"day\".\"t\" USING btree (\"a\")");
        assertThat(ddl(t, t).check(check))
                .isEqualTo("ALTER TABLE \"day\".\"t\" ADD CHECK (((\"a\" OPERATOR(pg_catalog.>) 0)))");
    }

    @Test
    void aCommentWithBackslashesMeansTheSameUnderEverySetting() {
        assertThat(Literal.of("it's")).isEqualTo("'it''s'");
        assertThat(Literal.of("\\'; DROP SCHEMA daybook; --")).isEqualTo("E'\\\\''; DROP SCHEMA daybook; --'");
    }
}
