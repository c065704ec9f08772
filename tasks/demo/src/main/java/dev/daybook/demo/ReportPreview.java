package dev.daybook.demo;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.daybook.task.text.EscapedText;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The first rows of a published report, and its totals. */
final class ReportPreview {

    private static final int ROWS = 5;
    private static final int WIDEST = 24;
    private static final List<String> LIKED = List.of(
            "order_id",
            "order_date",
            "customer_name",
            "product_name",
            "unit_price",
            "quantity",
            "discount",
            "gross",
            "net");

    private final JsonNode report;

    /** @param file {@code report.json} */
    ReportPreview(Path file) throws IOException {
        ObjectMapper mapper = JsonMapper.builder()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
        this.report = mapper.readTree(file.toFile());
    }

    /** Shows rows and totals. */
    void show(Screen screen) {
        screen.heading(report.path("title").asText() + ", as of "
                + report.path("as_of").asText());
        List<String> columns = columns();
        List<List<String>> table = new ArrayList<>(List.of(columns));
        for (int i = 0; i < Math.min(ROWS, report.path("rows").size()); i++) {
            JsonNode row = report.path("rows").get(i);
            table.add(columns.stream().map(column -> text(row.path(column))).toList());
        }
        int[] widths = new int[columns.size()];
        for (List<String> row : table) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        JsonNode first = report.path("rows").path(0);
        for (List<String> row : table) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                boolean number = first.path(columns.get(i)).isNumber();
                line.append("  ").append(String.format((number ? "%" : "%-") + widths[i] + "s", row.get(i)));
            }
            screen.plain(line.toString().stripTrailing());
        }
        screen.plain("  ... " + totals());
    }

    private List<String> columns() {
        List<String> all = new ArrayList<>();
        report.path("columns").forEach(column -> all.add(column.path("name").asText()));
        return all.containsAll(LIKED) ? LIKED : all.subList(0, Math.min(6, all.size()));
    }

    private static String text(JsonNode value) {
        String text = value.isNull() ? "" : EscapedText.of(value.isNumber() ? plain(value) : value.asText());
        return text.length() > WIDEST ? text.substring(0, WIDEST - 3) + "..." : text;
    }

    private static String plain(JsonNode number) {
        return number.decimalValue().toPlainString();
    }

    private String totals() {
        StringBuilder line = new StringBuilder();
        report.path("totals").properties().forEach(total -> {
            BigDecimal value = total.getValue().decimalValue();
            line.append(line.isEmpty() ? "" : ", ")
                    .append(String.format(
                            Locale.ROOT,
                            total.getKey().equals("rows")
                                    ? "%,." + value.scale() + "f rows"
                                    : total.getKey() + " %,." + value.scale() + "f",
                            value));
        });
        return line.toString();
    }
}
