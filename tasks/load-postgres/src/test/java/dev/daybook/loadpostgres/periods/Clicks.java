package dev.daybook.loadpostgres.periods;

import dev.daybook.lake.model.LoadMode;
import dev.daybook.lake.model.SourceKind;
import dev.daybook.loadpostgres.Run;
import dev.daybook.loadpostgres.SmallLake;
import dev.daybook.testing.PostgresServer;
import dev.daybook.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** A source of events and the warehouse that it is loaded into. */
final class Clicks {

    final TestDatabase source = PostgresServer.shared().createDatabase();
    final TestDatabase warehouse = PostgresServer.shared().createDatabase();
    private final SmallLake lake;

    Clicks(Path folder) {
        lake = new SmallLake(folder);
        source.execute("CREATE TABLE clicks (id int, price numeric(6,2), tags text[], page varchar(20))");
    }

    /** Publishes the clicks with the numbers from one to another as those of a period. */
    void extract(String period, int from, int to) {
        source.execute(
                "DELETE FROM clicks",
                "INSERT INTO clicks SELECT i, i + 0.5, ARRAY['a', NULL], 'page ' || i FROM generate_series(" + from
                        + ", " + to + ") i");
        extract(period);
    }

    /** Publishes what is in the source as the clicks of a period. */
    void extract(String period) {
        lake.publish(source, "weblog", SourceKind.FILES, period, table -> table.loadedAs(LoadMode.EVENTS));
    }

    Run load(String period, String... options) {
        return run(warehouse.url(), Clock.systemUTC(), period, options);
    }

    Run loadAt(Instant now, String period, String... options) {
        return run(warehouse.url(), Clock.fixed(now, ZoneOffset.UTC), period, options);
    }

    Run loadThrough(int port, String period) {
        return run("jdbc:postgresql://localhost:" + port + "/" + warehouse.name(), Clock.systemUTC(), period);
    }

    private Run run(String url, Clock clock, String period, String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of("--sources", "weblog"));
        return Run.of(url, warehouse, lake, period, clock, all.toArray(String[]::new));
    }

    /** Extracts and loads a period, and expects it to go well. */
    void loaded(String period, int from, int to, String... options) {
        extract(period, from, to);
        loaded(period, options);
    }

    /** Loads a period, and expects it to be brought by this load. */
    void loaded(String period, String... options) {
        Run run = load(period, options);
        if (run.exitCode() != 0 || !run.receipt().contains("\"status\":\"done\"")) {
            throw new AssertionError("the load of " + period + ": " + run.receipt() + run.log());
        }
    }

    /** The hours that the view shows, the number of their clicks and the sum of the clicks' numbers. */
    List<String> shown() {
        return warehouse.query("SELECT to_char(logical_date AT TIME ZONE 'UTC', 'DD HH24'), count(*), sum(id)"
                + " FROM northwind.clicks GROUP BY 1 ORDER BY 1");
    }
}
