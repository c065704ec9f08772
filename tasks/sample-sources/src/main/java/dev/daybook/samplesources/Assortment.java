package dev.daybook.samplesources;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the shop sells on a day, and who delivers it. Prices change every few weeks, product by product, and the stock
 * changes every few days.
 *
 * @param seed the seed of the shop
 * @param epochDay the day, counted from 1970-01-01
 */
record Assortment(long seed, long epochDay) {

    static final int PRODUCTS = 77;
    static final int CATEGORIES = 8;
    static final int SUPPLIERS = 29;

    /** The price of a product on a day, in cents. */
    static int priceInCents(long seed, int product, long epochDay) {
        Draw fixed = Draw.of(seed, "product price", product);
        int base = fixed.between(250, 9_900);
        int days = fixed.between(20, 60);
        long period = Math.floorDiv(epochDay + fixed.below(60), (long) days);
        int percent = Draw.of(seed, "price change " + product, period).between(88, 118);
        return Math.max(1, base * percent / 100);
    }

    /** Cents as a decimal number with two places. */
    static String money(int cents) {
        return String.format(Locale.ROOT, "%d.%02d", cents / 100, cents % 100);
    }

    void writeCategories(CopyText copy) throws IOException {
        for (int category = 1; category <= CATEGORIES; category++) {
            String name = Words.CATEGORIES.get(category - 1);
            String description =
                    category == 3 ? "" : category == 5 ? null : "All kinds of \"" + name + "\"; fresh,\nand kept";
            copy.row(Integer.toString(category), name, description, picture("category", category));
        }
    }

    /** A picture: mostly bytes of any value, here and there an empty one or none at all. */
    private @Nullable String picture(String subject, int number) {
        Draw draw = Draw.of(seed, subject + " picture", number);
        return switch (number % 4) {
            case 0 -> "\\x";
            case 1 -> null;
            default -> "\\x" + HexFormat.of().formatHex(draw.bytes(draw.between(16, 400)));
        };
    }

    void writeSuppliers(CopyText copy) throws IOException {
        for (int supplier = 1; supplier <= SUPPLIERS; supplier++) {
            Draw draw = Draw.of(seed, "supplier", supplier);
            List<String> city = draw.pick(Words.CITIES);
            String last = draw.pick(Words.LAST_NAMES);
            String name = supplier <= 4
                    ? Words.NASTY.get(supplier)
                    : last + " " + draw.pick(Words.QUALITIES) + " Foods " + supplier;
            copy.row(
                    Integer.toString(supplier),
                    name,
                    draw.pick(Words.FIRST_NAMES) + " " + last,
                    draw.pick(Words.JOBS),
                    Places.street(draw),
                    city.get(0),
                    Places.region(draw),
                    Places.postalCode(draw, city),
                    city.get(1),
                    Places.phone(draw),
                    draw.percent(55) ? null : Places.phone(draw),
                    homepage(draw, supplier));
        }
    }

    private static @Nullable String homepage(Draw draw, int supplier) {
        return switch (draw.below(5)) {
            case 0 -> "Our pages#https://supplier" + supplier + ".example/#";
            case 1 -> "";
            default -> null;
        };
    }

    void writeProducts(CopyText copy) throws IOException {
        for (int product = 1; product <= PRODUCTS; product++) {
            Draw fixed = Draw.of(seed, "product", product);
            Draw now = Draw.of(seed, "stock " + product, Math.floorDiv(epochDay + product, 3L));
            boolean discontinued = fixed.percent(10);
            String name = product <= 5
                    ? Words.NASTY.get(product + 9)
                    : Words.QUALITIES.get(product % Words.QUALITIES.size()) + " "
                            + Words.FOODS.get(product % Words.FOODS.size());
            copy.row(
                    Integer.toString(product),
                    name,
                    Integer.toString(fixed.between(1, SUPPLIERS)),
                    Integer.toString(fixed.between(1, CATEGORIES)),
                    fixed.percent(4) ? null : fixed.pick(Words.PACKAGES),
                    money(priceInCents(seed, product, epochDay)),
                    Integer.toString(discontinued ? 0 : now.below(126)),
                    Integer.toString(discontinued || now.percent(70) ? 0 : now.between(1, 10) * 10),
                    Integer.toString(fixed.below(7) * 5),
                    discontinued ? "1" : "0");
        }
    }
}
