package dev.daybook.loadpostgres.switchover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.loadpostgres.Shop;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadersTest {

    private static final int READERS = 8;
    private static final int SWITCHES = 6;

    @TempDir
    Path folder;

    @Test
    void readersSeeOneDayOrTheNextAndNeverAMix() throws Exception {
        Shop shop = new Shop(folder);
        shop.loaded("2024-01-20");
        AtomicBoolean stop = new AtomicBoolean();
        AtomicLong reads = new AtomicLong();
        Set<String> seen = new ConcurrentSkipListSet<>();
        List<Future<?>> readers = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(READERS)) {
            for (int i = 0; i < READERS; i++) {
                readers.add(executor.submit(() -> read(shop, stop, reads, seen)));
            }
            try {
                for (int i = 2; i <= SWITCHES + 1; i++) {
                    shop.sell(i);
                    shop.loaded("2024-01-" + (20 + i / 2)); // every other switch replaces a day
                }
            } finally {
                stop.set(true);
            }
            for (Future<?> reader : readers) {
                reader.get();
            }
        }

        assertThat(seen)
                .isSubsetOf("1|1|0", "2|2|0", "3|3|0", "4|4|0", "5|5|0", "6|6|0", "7|7|0")
                .hasSizeGreaterThan(1);
        assertThat(reads.get()).isGreaterThan(SWITCHES * READERS);
    }

    /** Orders, lines, and lines without their order, in one statement each time: the three belong to one day. */
    private static Void read(Shop shop, AtomicBoolean stop, AtomicLong reads, Set<String> seen) throws SQLException {
        String query = "SELECT (SELECT count(*) FROM northwind.orders), (SELECT count(*) FROM northwind.order_details),"
                + " (SELECT count(*) FROM northwind.order_details d WHERE NOT EXISTS"
                + " (SELECT FROM northwind.orders o WHERE o.order_id = d.order_id))";
        try (Connection connection = shop.warehouse.connect();
                Statement statement = connection.createStatement()) {
            while (!stop.get()) {
                try (ResultSet row = statement.executeQuery(query)) {
                    row.next();
                    seen.add(row.getString(1) + "|" + row.getString(2) + "|" + row.getString(3));
                    reads.incrementAndGet();
                }
            }
        }
        return null;
    }
}
