package dev.daybook.samplesources;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * The lines of the shop's orders. How many lines an order has repeats every {@value OrderBook#ORDERS} orders, so that
 * the orders held on any day have {@value #LINES} lines for each unit of scale.
 */
final class OrderLines {

    /** The lines of as many orders as the database holds at scale 1. */
    static final int LINES = 2_155;

    private static final int MOST = 25;
    private static final int USUALLY_AT_MOST = 6;

    private final long seed;
    private final int[] lines;

    OrderLines(long seed) {
        this.seed = seed;
        this.lines = linesOfEachOrder(seed);
    }

    /** One line at least, one order with {@value #MOST} of them, the rest spread at random. */
    private static int[] linesOfEachOrder(long seed) {
        int[] lines = new int[OrderBook.ORDERS];
        Arrays.fill(lines, 1);
        Draw draw = Draw.of(seed, "lines of orders", 0);
        int largest = draw.below(lines.length);
        lines[largest] = MOST;
        int left = LINES - MOST - (lines.length - 1);
        while (left > 0) {
            int order = draw.below(lines.length);
            if (lines[order] < USUALLY_AT_MOST) {
                lines[order]++;
                left--;
            }
        }
        return lines;
    }

    /** Receives the lines of an order. */
    interface LineSink {
        void line(int product, String unitPrice, int quantity, String discount) throws IOException;
    }

    /**
     * Gives the lines of an order: different products, at the prices of the day on which it was placed.
     *
     * @param placedOn that day, counted from 1970-01-01
     */
    void of(int order, long placedOn, LineSink sink) throws IOException {
        Draw draw = Draw.of(seed, "order lines", order);
        int product = draw.below(Assortment.PRODUCTS);
        // Steps that have no divisor in common with 77 = 7 * 11 meet every product once before they meet one again.
        int step = draw.pick(List.of(1, 2, 3, 5, 13, 17, 19, 23));
        for (int line = 0; line < lines[order % lines.length]; line++) {
            product = (product + step) % Assortment.PRODUCTS;
            int cents = Assortment.priceInCents(seed, product + 1, placedOn);
            int quantity = draw.percent(2) ? draw.between(90, 130) : draw.between(1, 60);
            sink.line(product + 1, Assortment.money(cents), quantity, discount(draw));
        }
    }

    private static String discount(Draw draw) {
        int chance = draw.below(2_155);
        if (chance < 1_317) {
            return "0";
        }
        if (chance > 2_140) {
            return "0.0" + draw.between(1, 6);
        }
        return draw.pick(List.of("0.05", "0.1", "0.15", "0.2", "0.25"));
    }
}
