package dev.daybook.samplesources;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShopTest {

    private static final LocalDate DAY = OrderBook.REFERENCE_DAY;

    @ParameterizedTest
    @ValueSource(strings = {"2001-08-10", "2010-02-28", "2024-01-20", "2024-01-21", "2026-11-20", "2070-12-31"})
    void hasTheOriginalsRowCountsOnEveryDay(LocalDate day) throws IOException {
        Map<String, Long> counts = new TreeMap<>();
        for (ShopTable table : new Shop(1, 1, day).tables()) {
            CopyText copy = new CopyText(new ByteArrayOutputStream());
            table.rows().writeTo(copy);
            counts.put(table.name(), copy.rows());
        }

        assertThat(counts)
                .hasToString("{categories=8, customer_customer_demo=0, customer_demographics=0, customers=91,"
                        + " employee_territories=49, employees=9, orders=830, products=77, region=4, shippers=6,"
                        + " suppliers=29, territories=53, us_states=51}");
        assertThat(details(new Shop(1, 1, day))).hasSize(1 + 2_155);
    }

    @Test
    void numbersTheOrdersOfTheReferenceDayAsTheOriginalDoes() throws IOException {
        for (long seed : new long[] {1, 2, -77}) {
            List<Integer> numbers = new ArrayList<>();
            new Shop(seed, 1, DAY).orders().each((number, placedOn) -> {
                assertThat(placedOn).isBetween(DAY.toEpochDay() - 700, DAY.toEpochDay());
                numbers.add(number);
            });

            assertThat(numbers).hasSize(830).startsWith(10248).endsWith(11077);
        }
    }

    @Test
    void numbersOrdersWithinASmallintUntilTheLastDay() {
        OrderBook book = new OrderBook(1, 1);

        assertThat(book.oldest(OrderBook.FIRST_DAY.toEpochDay())).isPositive();
        assertThat(book.placedUntil(OrderBook.LAST_DAY.toEpochDay())).isLessThanOrEqualTo(Short.MAX_VALUE);
    }

    @ParameterizedTest
    @CsvSource({"1", "7"})
    void keepsAnOrderFromDayToDayButForItsShipping(int scale) throws IOException {
        Map<String, String[]> today = orders(new Shop(1, scale, DAY));
        Map<String, String[]> tomorrow = orders(new Shop(1, scale, DAY.plusDays(1)));
        int shipped = 0;

        Map<String, String[]> onBothDays = new TreeMap<>(today);
        onBothDays.keySet().retainAll(tomorrow.keySet());
        for (String number : onBothDays.keySet()) {
            String[] before = today.get(number).clone();
            String[] after = tomorrow.get(number).clone();
            if (!before[5].equals(after[5])) {
                assertThat(before[5]).isEqualTo("\\N");
                assertThat(after[5]).isEqualTo(DAY.plusDays(1).toString());
                before[5] = after[5];
                shipped++;
            }
            assertThat(after).isEqualTo(before);
        }

        assertThat(shipped).isPositive();
        assertThat(onBothDays.size()).isLessThan(today.size());
    }

    @Test
    void changesPricesAndLetsACustomerLeaveWithinTwoWeeks() throws IOException {
        String products = rows(new Shop(1, 1, DAY), "products");
        String customers = rows(new Shop(1, 1, DAY), "customers");
        Shop later = new Shop(1, 1, DAY.plusDays(14));

        assertThat(rows(later, "products")).isNotEqualTo(products);
        List<String> keys = firstColumn(customers);
        List<String> keysLater = firstColumn(rows(later, "customers"));
        assertThat(keysLater).doesNotHaveDuplicates();
        assertThat(keys.stream().filter(key -> !keysLater.contains(key))).hasSize(1);
    }

    @Test
    void isTheSameForTheSameSeedAndDayAndAnotherForAnotherSeed() throws IOException {
        assertThat(everything(new Shop(5, 1, DAY))).isEqualTo(everything(new Shop(5, 1, DAY)));
        assertThat(everything(new Shop(6, 1, DAY))).isNotEqualTo(everything(new Shop(5, 1, DAY)));
    }

    @Test
    void multipliesOrdersAndTheirLines() throws IOException {
        Shop shop = new Shop(1, 3, DAY);

        assertThat(orders(shop)).hasSize(3 * 830);
        assertThat(details(shop)).hasSize(1 + 3 * 2_155);
    }

    @Test
    void writesOrderDetailsAsTheOriginalFileHasThem() throws IOException {
        List<String> lines = details(new Shop(1, 1, DAY));

        assertThat(lines.getFirst()).isEqualTo("order_id,product_id,unit_price,quantity,discount");
        List<String> rows = lines.subList(1, lines.size());
        assertThat(rows).allMatch(row -> row.matches("\\d{5},\\d{1,2},\\d+\\.\\d\\d,\\d{1,3},0(\\.\\d{1,2})?"));
        assertThat(rows.stream().map(row -> row.substring(0, row.indexOf(',', 6))))
                .as("order_id and product_id together are a key")
                .doesNotHaveDuplicates();
        assertThat(rows.stream().map(row -> row.split(",")[0]).distinct()).hasSize(830);
        assertThat(rows.stream().map(row -> row.split(",")[1]).distinct()).hasSize(77);
        assertThat(rows.stream().map(row -> row.split(",")[4]).distinct())
                .contains("0", "0.05", "0.1", "0.15", "0.2", "0.25");
        assertThat(rows.stream().mapToInt(row -> Integer.parseInt(row.split(",")[3])))
                .allMatch(quantity -> quantity >= 1 && quantity <= 130);
    }

    private static Map<String, String[]> orders(Shop shop) throws IOException {
        Map<String, String[]> orders = new TreeMap<>();
        for (String row : rows(shop, "orders").split("\n")) {
            String[] values = row.split("\t", -1);
            orders.put(values[0], values);
        }
        return orders;
    }

    private static List<String> firstColumn(String rows) {
        return rows.lines().map(row -> row.substring(0, row.indexOf('\t'))).toList();
    }

    private static String rows(Shop shop, String name) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (ShopTable table : shop.tables()) {
            if (table.name().equals(name)) {
                table.rows().writeTo(new CopyText(out));
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static List<String> details(Shop shop) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new OrderDetailsFile(shop).writeTo(out);
        String text = out.toString(StandardCharsets.UTF_8);
        assertThat(text).endsWith("\n").doesNotContain("\r").doesNotContain("\"");
        return text.lines().toList();
    }

    private static String everything(Shop shop) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new SqlDump(shop).writeTo(out);
        new OrderDetailsFile(shop).writeTo(out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
