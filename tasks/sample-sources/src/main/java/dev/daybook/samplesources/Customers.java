package dev.daybook.samplesources;

import java.io.IOException;
import java.util.List;

/**
 * The shop's customers on a day: 91. Most are regulars; the last {@value #PASSING} have no orders yet, and each of them
 * leaves after some weeks, on the day on which somebody else joins. Now and then a regular has a new contact.
 *
 * @param seed the seed of the shop
 * @param epochDay the day, counted from 1970-01-01
 */
record Customers(long seed, long epochDay) {

    static final int CUSTOMERS = 91;
    private static final int PASSING = 3;
    private static final int DAYS_WITHOUT_ORDER = 42;
    private static final int LETTERS = 26;

    /** The customers that have orders; numbered from 0. */
    static final int REGULARS = CUSTOMERS - PASSING;

    /** The key of a customer: five capital letters, all different in the first three. */
    static String id(long number) {
        char[] letters = new char[5];
        long rest = number * 7_919 % (LETTERS * LETTERS * LETTERS);
        for (int i = 2; i >= 0; i--) {
            letters[i] = (char) ('A' + rest % LETTERS);
            rest /= LETTERS;
        }
        letters[3] = (char) ('A' + number % 17);
        letters[4] = (char) ('A' + number % 23);
        return new String(letters);
    }

    /** The name of a customer; at most 40 characters. */
    static String name(long seed, long number) {
        Draw draw = Draw.of(seed, "customer name", number);
        if (number < Words.NASTY.size()) {
            return Words.NASTY.get((int) number);
        }
        return draw.pick(Words.LAST_NAMES) + " " + draw.pick(Words.TRADES) + " " + number;
    }

    void writeRows(CopyText copy) throws IOException {
        for (int place = 0; place < CUSTOMERS; place++) {
            writeRow(copy, place < REGULARS ? place : passing(place));
        }
    }

    /** The number of the customer who holds one of the last places; a day of change comes every two weeks. */
    private long passing(int place) {
        long generation =
                Math.floorDiv(epochDay + (long) place * DAYS_WITHOUT_ORDER / PASSING, (long) DAYS_WITHOUT_ORDER);
        return REGULARS + Math.floorMod(generation * PASSING + place, 9_999L);
    }

    private void writeRow(CopyText copy, long number) throws IOException {
        Draw fixed = Draw.of(seed, "customer", number);
        Draw contact = Draw.of(seed, "contact " + number, Math.floorDiv(epochDay + number * 3, 180L));
        List<String> city = fixed.pick(Words.CITIES);
        copy.row(
                id(number),
                name(seed, number),
                contact.pick(Words.FIRST_NAMES) + " " + contact.pick(Words.LAST_NAMES),
                contact.pick(Words.JOBS),
                Places.street(fixed),
                city.get(0),
                Places.region(fixed),
                Places.postalCode(fixed, city),
                city.get(1),
                Places.phone(contact),
                fixed.percent(25) ? null : Places.phone(fixed));
    }
}
