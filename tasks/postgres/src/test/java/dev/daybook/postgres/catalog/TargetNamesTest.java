package dev.daybook.postgres.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.lake.model.DatasetName;
import dev.daybook.task.StepFailure;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetNamesTest {

    private static final DatasetName ORDERS = DatasetName.of("public", "orders");
    private static final DatasetName SHOP_ORDERS = DatasetName.of("shop", "orders");

    @Test
    void publicAndFilesKeepTheirNameAndOtherSchemasLeadTheirs() {
        assertThat(TargetNames.DEFAULT.resolve(List.of(ORDERS, SHOP_ORDERS, DatasetName.bare("order_details"))))
                .containsEntry(ORDERS, "orders")
                .containsEntry(SHOP_ORDERS, "shop__orders")
                .containsEntry(DatasetName.bare("order_details"), "order_details");
    }

    @Test
    void aDeclaredTargetReplacesTheRule() {
        TargetNames targets = TargetNames.of(List.of("shop.orders=Bestellungen", "\"a.b\".\"c=d\"=x y"));

        assertThat(targets.resolve(List.of(SHOP_ORDERS, DatasetName.of("a.b", "c=d"))))
                .containsEntry(SHOP_ORDERS, "Bestellungen")
                .containsEntry(DatasetName.of("a.b", "c=d"), "x y");
    }

    @Test
    void twoTablesWithOneTargetAreRefused() {
        DatasetName other = DatasetName.of("public", "shop__orders");

        assertThatThrownBy(() -> TargetNames.DEFAULT.resolve(List.of(SHOP_ORDERS, other)))
                .isInstanceOf(StepFailure.Configuration.class)
                .hasMessage("public.shop__orders and shop.orders would both be 'shop__orders' in the warehouse;"
                        + " give one another name with --target 'shop.orders=NAME'");
    }

    @Test
    void aTargetLongerThanPostgresTakesIsRefusedAndNeverCut() {
        DatasetName exact = DatasetName.of("public", "ä".repeat(31) + "x");
        DatasetName tooLong = DatasetName.of("s", "t".repeat(61));

        assertThat(TargetNames.DEFAULT.resolve(List.of(exact))).containsEntry(exact, exact.name());
        assertThatThrownBy(() -> TargetNames.DEFAULT.resolve(List.of(tooLong)))
                .isInstanceOf(StepFailure.Configuration.class)
                .hasMessage("the warehouse's name 's__" + tooLong.name() + "' of s." + tooLong.name()
                        + " has 64 bytes, PostgreSQL takes at most 63; give another with --target 's." + tooLong.name()
                        + "=NAME'");
    }

    @Test
    void aTargetForATableThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> TargetNames.of(List.of("public.order=x")).resolve(List.of(ORDERS)))
                .isInstanceOf(StepFailure.Configuration.class)
                .hasMessage("--target: there is no selected table 'public.order'; did you mean 'public.orders'?");
    }

    @Test
    void malformedTargetsAreAllReported() {
        assertThatThrownBy(() -> TargetNames.of(List.of("orders", "public.*=x", "a.b.c=x", "a.b=", "a.b=x", "a.b=y")))
                .isInstanceOf(StepFailure.Usage.class)
                .hasMessage("--target: expected schema.table=name, found 'orders': a name is missing;"
                        + " --target: expected schema.table=name, found 'public.*=x': it does not name one table;"
                        + " --target: expected schema.table=name, found 'a.b.c=x': it does not name one table;"
                        + " --target: expected schema.table=name, found 'a.b=': a name is missing;"
                        + " --target: expected schema.table=name, found 'a.b=y': the same table is given twice");
    }
}
