package dev.daybook.lake.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.task.Period;
import dev.daybook.task.PipelineName;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LakePathsTest {

    @Test
    void extractsAndReportsOfAPeriodHaveOneFolderEach() {
        PipelineName pipeline = new PipelineName("northwind");
        Period day = Period.parse("2024-01-20");
        assertThat(LakePaths.extract(new Manifest.ExtractKey(pipeline, new SourceName("csv"), day)))
                .isEqualTo("northwind/csv/logical_date=2024-01-20");
        assertThat(LakePaths.extract(
                        new Manifest.ExtractKey(pipeline, new SourceName("csv"), Period.parse("2024-01-20T07"))))
                .isEqualTo("northwind/csv/logical_date=2024-01-20T07");
        assertThat(LakePaths.report(pipeline, "orders_with_details", day))
                .isEqualTo("northwind/reports/orders_with_details/logical_date=2024-01-20");
        assertThat(LakePaths.report(pipeline, "../x", day))
                .isEqualTo("northwind/reports/%2e%2e%2fx/logical_date=2024-01-20");
        assertThat(LakePaths.part(7, "3f9c2a71" + "0".repeat(56))).isEqualTo("part-00007-3f9c2a71.parquet");
    }

    @ParameterizedTest
    @CsvSource({
        "public, orders, public.orders",
        ", order_details, order_details",
        ", public.orders, public%2eorders",
        "a.b, c, a%2eb.c",
        "a, b.c, a.b%2ec",
        "public, Orders, public.%4frders",
        "public, order-details, public.order-details",
        "_x, _y, %5fx._y",
        ", .., %2e%2e",
        ", a/b, a%2fb",
        ", 'a b%', a%20b%25",
        ", logical_date=1, logical_date%3d1",
        ", é, %c3%a9",
        ", 😀, %f0%9f%98%80",
    })
    void writesNamesInSmallLettersDigitsUnderscoreAndHyphen(String schema, String name, String folder) {
        assertThat(LakePaths.folder(new DatasetName(Optional.ofNullable(schema), name)))
                .isEqualTo(folder);
    }

    @Test
    void cutsLongNamesAndKeepsThemApart() {
        DatasetName one = DatasetName.of("Ж".repeat(31), "я".repeat(31));
        DatasetName other = DatasetName.of("Ж".repeat(31), "я".repeat(30) + "ю");
        assertThat(LakePaths.folder(one))
                .startsWith("%d0%96".repeat(27))
                .hasSizeLessThanOrEqualTo(200)
                .matches("(%[0-9a-f]{2})+~[0-9a-f]{32}");
        assertThat(LakePaths.folder(other)).isNotEqualTo(LakePaths.folder(one));
        String longest = "a".repeat(193);
        assertThat(LakePaths.folder(DatasetName.of("public", longest))).isEqualTo("public." + longest);
        assertThat(LakePaths.folder(DatasetName.of("public", longest + "a")))
                .startsWith("public.aaaa")
                .hasSize(200)
                .matches("public\\.a+~[0-9a-f]{32}");
    }

    @Test
    void refusesHalfACharacter() {
        assertThatThrownBy(() -> LakePaths.folder(DatasetName.bare("a\ud83d")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a name with half a character, which no source can have");
    }

    @Test
    void noTwoDatasetsShareAFolder() {
        Random random = new Random(20240120);
        Map<String, DatasetName> seen = new HashMap<>();
        int same = 0;
        for (int i = 0; i < 200_000; i++) {
            DatasetName name = randomName(random);
            String folder = LakePaths.folder(name);
            assertThat(folder.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(1, 200);
            assertThat(folder).matches("[a-z0-9%-][a-z0-9_.%~-]*").isNotIn(".", "..");
            DatasetName before = seen.put(folder, name);
            if (before != null) {
                assertThat(before).as(folder).isEqualTo(name);
                same++;
            }
        }
        assertThat(same)
                .as("names drawn twice: the names are dense enough to collide")
                .isPositive();
        assertThat(seen.keySet().stream().filter(folder -> folder.contains("~")).count())
                .isGreaterThan(1_000);
    }

    private static final List<String> PIECES = List.of(
            "a",
            "b",
            "A",
            "B",
            ".",
            "..",
            "_",
            "-",
            "%",
            "%2e",
            "2e",
            "~",
            "/",
            "\\",
            " ",
            "ж",
            "Ж",
            "é",
            "e\u0301",
            "😀",
            "👩‍👩‍👧",
            "public",
            "=",
            "\n",
            "'",
            "\"");

    private static DatasetName randomName(Random random) {
        String name = randomText(random);
        return random.nextBoolean() ? DatasetName.bare(name) : DatasetName.of(randomText(random), name);
    }

    /** Mostly short, so that names that look alike are drawn; sometimes far too long, with equal beginnings. */
    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        if (random.nextInt(20) == 0) {
            text.append(PIECES.get(random.nextInt(PIECES.size())).repeat(250));
        }
        int pieces = 1 + random.nextInt(3);
        for (int i = 0; i < pieces; i++) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }
}
