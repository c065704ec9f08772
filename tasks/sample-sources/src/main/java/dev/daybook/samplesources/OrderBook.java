package dev.daybook.samplesources;

import java.time.LocalDate;

/**
 * Which orders the shop's database holds on which day. Each day brings a few orders (five in four days for each unit of
 * scale, unevenly), and as many of the oldest go to the archive, so that the database always holds
 * {@value #ORDERS} orders for each unit of scale.
 *
 * <p>Orders are numbered from 1 in the order in which they are placed. On {@link #REFERENCE_DAY} at scale 1 those held
 * are 10248 to 11077.
 *
 * @param seed the seed of the shop
 * @param scale how many times as many orders as the plain shop has
 */
record OrderBook(long seed, int scale) {

    /** The orders the database holds at scale 1. */
    static final int ORDERS = 830;

    /** The day on which the numbers of the orders are those of the original Northwind database. */
    static final LocalDate REFERENCE_DAY = LocalDate.of(2024, 1, 20);

    /** The first day the shop has a state for: the day on which the first orders ever placed are still held. */
    static final LocalDate FIRST_DAY = REFERENCE_DAY.minusDays(8_198);

    /** The last day the shop has a state for: order numbers still fit the column's type, a smallint. */
    static final LocalDate LAST_DAY = LocalDate.of(2070, 12, 31);

    private static final int DAYS_HELD_AT_LEAST = ORDERS * 4 / 5;

    /** The number of orders placed up to the end of a day, which is the number of the newest order. */
    int placedUntil(long epochDay) {
        long daysOpen = epochDay - FIRST_DAY.toEpochDay();
        long steady = (long) ORDERS * scale + Math.floorDiv(5L * scale * daysOpen, 4L);
        boolean reference = epochDay == REFERENCE_DAY.toEpochDay();
        int uneven = reference ? 0 : Draw.of(seed, "orders of a day", epochDay).below(scale + 1);
        return Math.toIntExact(steady + uneven);
    }

    /** The number of the oldest order held on a day. */
    int oldest(long epochDay) {
        return placedUntil(epochDay) - ORDERS * scale + 1;
    }

    /** A day before or on which the oldest order held on {@code epochDay} was placed. */
    long searchFrom(long epochDay) {
        return epochDay - DAYS_HELD_AT_LEAST - 8;
    }
}
