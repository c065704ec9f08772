package dev.daybook.samplesources;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The lines of all orders of the shop as a CSV file: plain numbers separated by commas, LF at each line's end. */
final class OrderDetailsFile {

    private static final String HEADER = "order_id,product_id,unit_price,quantity,discount\n";

    private final Shop shop;
    private long rows;

    OrderDetailsFile(Shop shop) {
        this.shop = shop;
    }

    /** Writes the header and one row for each line of each order, in the order of the orders' numbers. */
    void writeTo(OutputStream out) throws IOException {
        out.write(HEADER.getBytes(StandardCharsets.US_ASCII));
        shop.orders()
                .each((order, placedOn) -> shop.lines().of(order, placedOn, (product, price, quantity, discount) -> {
                    String row = order + "," + product + "," + price + "," + quantity + "," + discount + "\n";
                    out.write(row.getBytes(StandardCharsets.US_ASCII));
                    rows++;
                }));
    }

    /** The rows written so far. */
    long rows() {
        return rows;
    }
}
