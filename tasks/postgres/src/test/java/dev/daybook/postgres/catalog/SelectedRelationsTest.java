package dev.daybook.postgres.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.lake.model.DatasetName;
import dev.daybook.postgres.catalog.CatalogReader.Overview;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a catalog on a standby means, where no test has a standby. */
class SelectedRelationsTest {

    @Test
    void unloggedTablesCannotBeReadOnAStandby() {
        List<String> problems = new ArrayList<>();

        SelectedRelations.of(overview(true), TableSelection.ALL, problems);

        assertThat(problems)
                .containsExactly("shop.cache is unlogged, so a standby does not have its rows; read the primary,"
                        + " or leave it out with --exclude 'shop.cache'");
    }

    @Test
    void unloggedTablesAreReadOnAPrimary() {
        List<String> problems = new ArrayList<>();

        SelectedRelations selected = SelectedRelations.of(overview(false), TableSelection.ALL, problems);

        assertThat(problems).isEmpty();
        assertThat(selected.tables()).hasSize(2);
    }

    private static Overview overview(boolean standby) {
        return new Overview(
                "reader", "shop", 170_000, standby, Map.of(1L, table(1, "cache", true), 2L, table(2, "orders", false)));
    }

    private static Relation table(long oid, String name, boolean unlogged) {
        return new Relation(
                oid,
                DatasetName.of("shop", name),
                'r',
                unlogged,
                0,
                -1,
                0,
                true,
                false,
                true,
                true,
                true,
                false,
                Optional.empty());
    }
}
