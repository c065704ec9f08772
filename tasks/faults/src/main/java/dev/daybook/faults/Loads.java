package dev.daybook.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * What trials of the load begin with: a lake of each content, and databases in which no day, or the old one, is loaded.
 *
 * @param server the server of the warehouses
 * @param shop gives the commands
 * @param oldLake the day's old content, published
 * @param newLake the day's new content, published
 * @param folder where logs lie while a step runs
 */
record Loads(Server server, Shop shop, Path oldLake, Path newLake, Path folder) {

    /** A database that is empty. */
    static final String EMPTY = "warehouse_empty";

    /** A database in which the old day is loaded. */
    static final String LOADED = "warehouse_old";

    /** Publishes and loads what trials begin with. */
    static Loads prepare(Server server, Shop shop, Path folder) throws IOException, InterruptedException, SQLException {
        Loads loads = new Loads(server, shop, folder.resolve("lake-old"), folder.resolve("lake-new"), folder);
        loads.publish(loads.oldLake, Content.OLD);
        loads.publish(loads.newLake, Content.NEW);
        server.create(EMPTY);
        server.create(LOADED);
        StepRun run = loads.load(loads.oldLake, server.url(LOADED)).await();
        if (run.exitCode() != 0) {
            throw new IllegalStateException("load-postgres, undisturbed: " + run.shown());
        }
        return loads;
    }

    private void publish(Path lake, Content content) throws IOException, InterruptedException {
        for (Publisher publisher : new Publisher[] {shop.csv(), shop.postgres()}) {
            StepRun run = StepRun.run(publisher.command(lake, content), publisher.environment(content), folder);
            if (run.exitCode() != 0) {
                throw new IllegalStateException(publisher.name() + ", undisturbed: " + run.shown());
            }
        }
    }

    /** Starts the load of a lake's day. */
    StepRun.Started load(Path lake, String url) throws IOException {
        return StepRun.start(shop.load(lake), Shop.warehouse(url), folder);
    }

    /** What the warehouse shows when a lake's day was loaded undisturbed into an empty one. */
    WarehouseState undisturbed(Path lake) throws IOException, InterruptedException, SQLException {
        String database = server.copyOf(EMPTY);
        try {
            StepRun run = load(lake, server.url(database)).await();
            if (run.exitCode() != 0) {
                throw new IllegalStateException("load-postgres, undisturbed: " + run.shown());
            }
            return WarehouseState.read(server, database);
        } finally {
            server.drop(database);
        }
    }
}
