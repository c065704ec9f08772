package dev.daybook.extractkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.lake.model.ContentHash;
import dev.daybook.lake.model.DatasetName;
import dev.daybook.lake.model.Manifest;
import dev.daybook.lake.model.NamePattern;
import dev.daybook.lake.model.SourceKind;
import dev.daybook.lake.model.SourceName;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.lake.model.TableKind;
import dev.daybook.task.AsOf;
import dev.daybook.task.Period;
import dev.daybook.task.PipelineName;
import dev.daybook.task.StepFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllowedMissingTest {

    private static final DatasetName ORDERS = DatasetName.of("public", "orders");
    private static final DatasetName ITEMS = DatasetName.bare("items");

    private static Manifest earlier(DatasetName... names) {
        Period day = Period.parse("2024-01-20");
        List<Manifest.Dataset> datasets = Stream.of(names)
                .map(name -> new Manifest.Dataset(table(name), ContentHash.EMPTY, List.of(), 0))
                .toList();
        return new Manifest(
                new Manifest.ExtractKey(new PipelineName("shop"), new SourceName("postgres"), day),
                SourceKind.POSTGRES,
                "run",
                "test",
                AsOf.of(day, day.end()),
                Map.of(),
                datasets,
                List.of());
    }

    private static TableDefinition table(DatasetName name) {
        return TableDefinition.of(name, TableKind.TABLE, List.of());
    }

    private static Optional<String> check(List<String> patterns, Set<DatasetName> present, DatasetName... earlier) {
        return allowed(patterns).check(earlier(earlier), present, _ -> "dropped");
    }

    @Test
    void nothingIsSaidWhileNothingIsMissing() {
        assertThat(check(List.of("*"), Set.of(ORDERS, ITEMS), ORDERS)).isEmpty();
    }

    @Test
    void whatIsMissingIsNamedWithItsReasonAndTheOptionThatAllowsIt() {
        assertThatThrownBy(() -> check(List.of("other"), Set.of(), ORDERS, ITEMS))
                .isInstanceOf(StepFailure.Configuration.class)
                .hasMessage("the extract of 2024-01-20 has 2 datasets that this one would not have: public.orders"
                        + " (dropped), items (dropped); if that is meant: --allow-missing 'public.orders'"
                        + " --allow-missing 'items'");
    }

    @Test
    void ofManyTheFirstTenAreNamed() {
        DatasetName[] many = IntStream.range(10, 22)
                .mapToObj(n -> DatasetName.of("public", "t" + n))
                .toArray(DatasetName[]::new);

        assertThatThrownBy(() -> check(List.of(), Set.of(), many))
                .isInstanceOf(StepFailure.Configuration.class)
                .hasMessageStartingWith("the extract of 2024-01-20 has 12 datasets that this one would not have:"
                        + " public.t10 (dropped), public.t11 (dropped), ")
                .hasMessageEndingWith(", public.t19 (dropped) and 2 more; if that is meant: --allow-missing PATTERN,"
                        + " with * and ?; '*' allows all");
    }

    @Test
    void whatIsAllowedIsAWarning() {
        assertThat(check(List.of("public.*"), Set.of(ITEMS), ORDERS, ITEMS))
                .contains("missing, as --allow-missing says: public.orders, of the extract of 2024-01-20");
    }

    private static AllowedMissing allowed(List<String> patterns) {
        return new AllowedMissing(patterns.stream().map(NamePattern::ofDatasets).toList());
    }

    @ParameterizedTest
    @CsvSource({"*,true", "**,true", "*.*,true", "public.*,false", "?,false", "\"*\",false"})
    void onlyStarsAllowEverything(String pattern, boolean all) {
        assertThat(allowed(List.of(pattern)).allowsAll()).isEqualTo(all);
    }
}
