package dev.daybook.demo;

/**
 * How to look further, by hand.
 *
 * @param port the server's port
 */
record LookFurther(DemoSettings settings, DemoPlaces places, int port) {

    /** Shows commands that work in the repository's root. */
    void show(Screen screen) {
        screen.heading("The lake, with any Parquet reader, for example DuckDB:");
        screen.plain("  duckdb -c \"SELECT logical_date, count(*) FROM read_parquet('output/" + Demo.PIPELINE
                + "/postgres/*/public.orders/*.parquet', hive_partitioning=true) GROUP BY ALL ORDER BY 1\"");
        if (!settings.keep()) {
            screen.heading(
                    "KEEP=1 make demo keeps the databases up to look around in; make demo DATE=2024-01-20 runs another"
                            + " day beside this one.");
            return;
        }
        screen.heading("The databases stay up until you press Enter or Ctrl-C. In another terminal:");
        screen.plain("  " + psql(Databases.WAREHOUSE, Databases.WAREHOUSE)
                + " -c 'SELECT period, rows, loaded_at FROM daybook.load_ledger'");
        screen.plain("  " + psql(Databases.WAREHOUSE, Databases.WAREHOUSE)
                + " -c 'SELECT * FROM " + Demo.PIPELINE + ".orders JOIN " + Demo.PIPELINE
                + ".order_details USING (order_id) LIMIT 5'");
        screen.plain("  " + psql(Databases.EXTRACT, Databases.sourceFor(settings)) + " -c '\\dt'");
    }

    private String psql(String role, String database) {
        return "PGPASSFILE=" + places.shown(places.passwords()) + " psql -h 127.0.0.1 -p " + port + " -U " + role + " "
                + database;
    }
}
