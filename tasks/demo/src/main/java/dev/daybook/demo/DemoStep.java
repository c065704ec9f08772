package dev.daybook.demo;

import java.util.List;

/**
 * A step of the demo's day.
 *
 * @param name its one name: module, jar and command
 * @param readsSource whether it needs the source database and the CSV file
 * @param readsWarehouse whether it needs the warehouse
 * @param options its own options; {@code ORDER_DETAILS} stands for the CSV file
 */
record DemoStep(String name, boolean readsSource, boolean readsWarehouse, List<String> options) {

    /** Where a step's options name the CSV file. */
    static final String ORDER_DETAILS = "ORDER_DETAILS";

    static final DemoStep EXTRACT_POSTGRES = new DemoStep("extract-postgres", true, false, List.of());

    static final DemoStep EXTRACT_CSV = new DemoStep(
            "extract-csv",
            true,
            false,
            List.of(
                    "--file",
                    "order_details=" + ORDER_DETAILS,
                    "--schema",
                    "order_details=dags/northwind/order_details.schema.json"));

    static final DemoStep LOAD_POSTGRES = new DemoStep(
            "load-postgres",
            false,
            true,
            List.of("--sources", "postgres=" + EXTRACT_POSTGRES.name() + ",csv=" + EXTRACT_CSV.name()));

    static final DemoStep PUBLISH_REPORT =
            new DemoStep("publish-report", false, true, List.of("--report", "dags/northwind/orders_with_details.sql"));

    /** All steps, in an order in which they can run one by one. */
    static final List<DemoStep> ALL = List.of(EXTRACT_POSTGRES, EXTRACT_CSV, LOAD_POSTGRES, PUBLISH_REPORT);

    /** The steps in the order in which they run; those of one list run at once. */
    static final List<List<DemoStep>> DAY =
            List.of(List.of(EXTRACT_POSTGRES, EXTRACT_CSV), List.of(LOAD_POSTGRES), List.of(PUBLISH_REPORT));
}
