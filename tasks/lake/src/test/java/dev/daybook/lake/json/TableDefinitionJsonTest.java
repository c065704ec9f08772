package dev.daybook.lake.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.lake.model.CollationDefinition;
import dev.daybook.lake.model.ColumnDefinition;
import dev.daybook.lake.model.ColumnType;
import dev.daybook.lake.model.DatasetName;
import dev.daybook.lake.model.LoadMode;
import dev.daybook.lake.model.PersonalData;
import dev.daybook.lake.model.SourceType;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.lake.model.TableKind;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableDefinitionJsonTest {

    @Test
    void writesKeysInAFixedOrder() throws JsonFault {
        TableDefinition table = new TableDefinition(
                DatasetName.of("public", "orders"),
                "orders",
                TableKind.TABLE,
                true,
                List.of(
                        new ColumnDefinition(
                                "order_id",
                                new ColumnType.Int32(),
                                SourceType.builtIn("int4", "integer"),
                                true,
                                Optional.empty(),
                                Optional.of("said \"№ 1\"")),
                        new ColumnDefinition(
                                "mood",
                                new ColumnType.EnumText(),
                                new SourceType(
                                        SourceType.Kind.ENUM,
                                        "public",
                                        "mood",
                                        "mood",
                                        List.of("sad", "ok"),
                                        Optional.empty(),
                                        false,
                                        List.of()),
                                false,
                                Optional.of("pg_catalog.C"),
                                Optional.empty())),
                Optional.of(new TableDefinition.Key("orders_pkey", List.of("order_id"), false, false)),
                List.of(),
                List.of(new TableDefinition.ForeignKey(
                        "fk",
                        List.of("mood"),
                        DatasetName.bare("moods"),
                        List.of("mood"),
                        Optional.of("FOREIGN KEY (mood) REFERENCES moods(mood)"),
                        true)),
                List.of(new TableDefinition.Check("c", "CHECK ((order_id > 0))")),
                List.of(new TableDefinition.Index("i", "CREATE INDEX i ON orders (mood)")),
                Optional.of("what was ordered"),
                List.of("default of column mood"));
        String json = """
                {"schema":"public","name":"orders","target":"orders","kind":"table","consistent":true,"columns":[\
                {"name":"order_id","type":"int32","source_type":{"kind":"base","schema":"pg_catalog","name":"int4",\
                "formatted":"integer"},"required":true,"comment":"said \\"№ 1\\""},\
                {"name":"mood","type":"enum","source_type":{"kind":"enum","schema":"public","name":"mood",\
                "formatted":"mood","labels":["sad","ok"]},"required":false,"collation":"pg_catalog.C"}],\
                "primary_key":{"name":"orders_pkey","columns":["order_id"],"nulls_not_distinct":false,\
                "deferrable":false},"unique_keys":[],"foreign_keys":[{"name":"fk","columns":["mood"],\
                "referenced_name":"moods","referenced_columns":["mood"],\
                "definition":"FOREIGN KEY (mood) REFERENCES moods(mood)","validated":true}],\
                "checks":[{"name":"c","definition":"CHECK ((order_id > 0))"}],\
                "indexes":[{"name":"i","definition":"CREATE INDEX i ON orders (mood)"}],"comment":"what was ordered",\
                "left_out":["default of column mood"]}""";
        assertThat(TableDefinitionJson.write(table)).isEqualTo(json);
        assertThat(TableDefinitionJson.read(json)).isEqualTo(table);
    }

    @Test
    void writesWhatAUsersCollationIsMadeOf() throws JsonFault {
        TableDefinition table = new TableDefinition(
                DatasetName.of("public", "people"),
                "people",
                TableKind.TABLE,
                true,
                List.of(new ColumnDefinition(
                        "name",
                        new ColumnType.Text(),
                        SourceType.builtIn("text", "text"),
                        false,
                        Optional.of("public.nocase"),
                        Optional.of(new CollationDefinition(
                                CollationDefinition.Provider.ICU, "und-u-ks-level2", false, Optional.of("&a < g"))),
                        Optional.empty())),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of());
        String json = TableDefinitionJson.write(table);

        assertThat(json)
                .contains("\"collation\":\"public.nocase\",\"collation_definition\":{\"provider\":\"icu\","
                        + "\"locale\":\"und-u-ks-level2\",\"deterministic\":false,\"rules\":\"&a < g\"}}");
        assertThat(TableDefinitionJson.read(json)).isEqualTo(table);
        String another = json.replace("\"icu\"", "\"nobody\"");
        assertThatThrownBy(() -> TableDefinitionJson.read(another))
                .isInstanceOf(JsonFault.class)
                .hasMessage("columns[0].collation_definition.provider: expected icu, libc or builtin, found 'nobody'");
    }

    @Test
    void readsBackWhateverItWrote() throws JsonFault {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            TableDefinition table = randomTable(random);
            String json = TableDefinitionJson.write(table);
            assertThat(TableDefinitionJson.read(json)).as(json).isEqualTo(table);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "INT32",
                "int8",
                "decimal",
                "decimal(39,0)",
                "decimal(2,3)",
                "decimal(2, 1)",
                "decimal(-1,0)",
                "list<>",
                "list<list<int32>>",
                "list<int32",
                "timestamp(utc)",
                "text "
            })
    void refusesTextsThatAreNoType(String text) {
        assertThatThrownBy(() -> ColumnTypeText.read(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private static TableDefinition randomTable(Random random) {
        return new TableDefinition(
                new DatasetName(optional(random), text(random)),
                text(random),
                TableKind.values()[random.nextInt(TableKind.values().length)],
                random.nextBoolean(),
                list(random, TableDefinitionJsonTest::randomColumn),
                random.nextBoolean() ? Optional.of(randomKey(random)) : Optional.empty(),
                list(random, TableDefinitionJsonTest::randomKey),
                list(
                        random,
                        source -> new TableDefinition.ForeignKey(
                                text(source),
                                list(source, TableDefinitionJsonTest::text),
                                new DatasetName(optional(source), text(source)),
                                list(source, TableDefinitionJsonTest::text),
                                optional(source),
                                source.nextBoolean())),
                list(random, source -> new TableDefinition.Check(text(source), text(source))),
                list(random, source -> new TableDefinition.Index(text(source), text(source))),
                optional(random),
                list(random, TableDefinitionJsonTest::text),
                randomLoad(random),
                random.nextBoolean() ? Optional.of(new DatasetName(optional(random), text(random))) : Optional.empty());
    }

    private static LoadMode randomLoad(Random random) {
        return switch (LoadMode.Kind.values()[random.nextInt(LoadMode.Kind.values().length)]) {
            case SNAPSHOT -> LoadMode.SNAPSHOT;
            case EVENTS -> LoadMode.EVENTS;
            case KEYED ->
                new LoadMode.Keyed(
                        LoadMode.Keyed.Keep.values()[random.nextInt(2)], list(random, TableDefinitionJsonTest::text));
        };
    }

    private static PersonalData randomPersonal(Random random) {
        return random.nextBoolean()
                ? new PersonalData.Subject(text(random))
                : new PersonalData.Replaced(optional(random));
    }

    private static TableDefinition.Key randomKey(Random random) {
        return new TableDefinition.Key(
                text(random), list(random, TableDefinitionJsonTest::text), random.nextBoolean(), random.nextBoolean());
    }

    private static ColumnDefinition randomColumn(Random random) {
        return new ColumnDefinition(
                text(random),
                randomType(random),
                randomSourceType(random, 2),
                random.nextBoolean(),
                optional(random),
                random.nextBoolean() ? Optional.of(randomCollation(random)) : Optional.empty(),
                optional(random),
                random.nextBoolean() ? Optional.of(randomPersonal(random)) : Optional.empty());
    }

    private static CollationDefinition randomCollation(Random random) {
        CollationDefinition.Provider[] providers = CollationDefinition.Provider.values();
        return new CollationDefinition(
                providers[random.nextInt(providers.length)], text(random), random.nextBoolean(), optional(random));
    }

    private static SourceType randomSourceType(Random random, int depth) {
        SourceType.Kind[] kinds = SourceType.Kind.values();
        return new SourceType(
                kinds[random.nextInt(kinds.length)],
                text(random),
                text(random),
                text(random),
                list(random, TableDefinitionJsonTest::text),
                depth > 0 && random.nextBoolean() ? Optional.of(randomSourceType(random, depth - 1)) : Optional.empty(),
                random.nextBoolean(),
                list(random, TableDefinitionJsonTest::text));
    }

    private static ColumnType randomType(Random random) {
        return random.nextInt(4) == 0 ? new ColumnType.ListOf(randomElement(random)) : randomElement(random);
    }

    private static ColumnType randomElement(Random random) {
        int precision = 1 + random.nextInt(38);
        List<ColumnType> types = List.of(
                new ColumnType.Bool(),
                new ColumnType.Int16(),
                new ColumnType.Int32(),
                new ColumnType.Int64(),
                new ColumnType.Float32(),
                new ColumnType.Float64(),
                new ColumnType.Decimal(precision, random.nextInt(precision + 1)),
                new ColumnType.Text(),
                new ColumnType.EnumText(),
                new ColumnType.Json(),
                new ColumnType.Binary(),
                new ColumnType.Uuid(),
                new ColumnType.Date(),
                new ColumnType.Time(),
                new ColumnType.Timestamp(random.nextBoolean()));
        return types.get(random.nextInt(types.size()));
    }

    private static Optional<String> optional(Random random) {
        return random.nextBoolean() ? Optional.of(text(random)) : Optional.empty();
    }

    private static String text(Random random) {
        List<String> texts =
                List.of("a", "Ж", "😀", "\"", "\\", "\n", "\u0001", "\u2028", "a b", "null", "{", "x".repeat(300));
        return texts.get(random.nextInt(texts.size())) + texts.get(random.nextInt(texts.size()));
    }

    private static <T> List<T> list(Random random, java.util.function.Function<Random, T> make) {
        return IntStream.range(0, random.nextInt(4))
                .mapToObj(_ -> make.apply(random))
                .toList();
    }
}
