package dev.daybook.samplesources;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;

/**
 * The orders that the shop's database holds on a day. An order keeps all its values from day to day, but for the day on
 * which it was shipped, which is NULL until that day comes.
 *
 * @param book which orders these are
 * @param epochDay the day, counted from 1970-01-01
 */
record Orders(OrderBook book, long epochDay) {

    /** Receives orders in the order of their numbers. */
    interface OrderSink {
        void order(int number, long placedOn) throws IOException;
    }

    /** Gives the number of each order held, with the day on which it was placed. */
    void each(OrderSink sink) throws IOException {
        int newest = book.placedUntil(epochDay);
        long day = book.searchFrom(epochDay);
        int placed = book.placedUntil(day);
        for (int number = book.oldest(epochDay); number <= newest; number++) {
            while (placed < number) {
                day++;
                placed = book.placedUntil(day);
            }
            sink.order(number, day);
        }
    }

    void writeRows(CopyText copy) throws IOException {
        each((number, placedOn) -> writeRow(copy, number, placedOn));
    }

    private void writeRow(CopyText copy, int number, long placedOn) throws IOException {
        Draw draw = Draw.of(book.seed(), "order", number);
        int customer = draw.below(Customers.REGULARS);
        long shippedOn = placedOn + draw.between(1, 14) + (draw.percent(12) ? draw.between(5, 25) : 0);
        List<String> city = draw.pick(Words.CITIES);
        copy.row(
                Integer.toString(number),
                Customers.id(customer),
                Integer.toString(draw.between(1, Staff.EMPLOYEES)),
                date(placedOn),
                date(placedOn + (draw.percent(80) ? 28 : 14)),
                shippedOn <= epochDay ? date(shippedOn) : null,
                Integer.toString(draw.between(1, 3)),
                Assortment.money(draw.percent(5) ? draw.below(100_000) : draw.below(15_000)),
                draw.percent(4) ? draw.pick(Words.NASTY) : Customers.name(book.seed(), customer),
                Places.street(draw),
                city.get(0),
                Places.region(draw),
                Places.postalCode(draw, city),
                city.get(1));
    }

    private static String date(long epochDay) {
        return LocalDate.ofEpochDay(epochDay).toString();
    }
}
