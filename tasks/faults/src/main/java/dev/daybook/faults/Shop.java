package dev.daybook.faults;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A small shop, in two states: a database each and a file each, the pipeline's sources. */
final class Shop {

    static final String PIPELINE = "faults";
    static final String DAY = "2024-01-20";

    /** The lines of the CSV file, one an order. */
    private static final int ORDERS = 300;

    private final Server server;
    private final StepJars jars;
    private final Path folder;

    private Shop(Server server, StepJars jars, Path folder) {
        this.server = server;
        this.jars = jars;
        this.folder = folder;
    }

    /** Makes the databases and the files. */
    static Shop open(Server server, StepJars jars, Path folder) throws IOException, SQLException {
        Shop shop = new Shop(server, jars, folder);
        String sql = resource("shop.sql");
        shop.write("lines.schema.json", resource("lines.schema.json"));
        for (Content content : Content.values()) {
            String database = database(content);
            server.create(database);
            server.execute(database, sql);
            StringBuilder lines = new StringBuilder("order_id,product,amount\n");
            for (int order = 1; order <= ORDERS; order++) {
                int amount = content == Content.OLD ? order : order + 1;
                lines.append(order)
                        .append(",p")
                        .append(order % 7)
                        .append(',')
                        .append(amount)
                        .append(".25\n");
            }
            shop.write(lines(content), lines.toString());
        }
        server.execute(database(Content.NEW), "UPDATE orders SET freight = freight + 1");
        return shop;
    }

    /** The text of a resource file beside this class. */
    static String resource(String name) throws IOException {
        try (InputStream text = Shop.class.getResourceAsStream(name)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    static String database(Content content) {
        return content == Content.OLD ? "shop_old" : "shop_new";
    }

    private static String lines(Content content) {
        return (content == Content.OLD ? "old" : "new") + "/lines.csv";
    }

    /** The step extract-csv. */
    Publisher csv() {
        return new Step("extract-csv", "csv");
    }

    /** The step extract-postgres. */
    Publisher postgres() {
        return new Step("extract-postgres", "postgres");
    }

    /** The environment of a step that reads a source database at an address. */
    static Map<String, String> source(String url) {
        return connection("SOURCE_DB", url);
    }

    /** The environment of a step that works on a warehouse at an address. */
    static Map<String, String> warehouse(String url) {
        return connection("WAREHOUSE_DB", url);
    }

    private static Map<String, String> connection(String role, String url) {
        return Map.of(role + "_URL", url, role + "_USER", "postgres", role + "_PASSWORD", "postgres");
    }

    /** The command that loads the day of a lake. */
    List<String> load(Path lake) {
        return jars.command("load-postgres", arguments(lake));
    }

    /** Publishes both sources' day and loads it into a new database, and lets the JVM learn from each step. */
    void rehearse(Path lake, String warehouse) throws IOException, InterruptedException {
        jars.train("extract-csv", csvArguments(lake, Content.OLD), Map.of());
        jars.train("extract-postgres", arguments(lake), source(server.url(database(Content.OLD))));
        jars.train("load-postgres", arguments(lake), warehouse(server.url(warehouse)));
    }

    private List<String> csvArguments(Path lake, Content content) {
        List<String> all = new ArrayList<>(arguments(lake));
        all.addAll(List.of("--file", folder.resolve(lines(content)).toString()));
        all.addAll(List.of("--schema", folder.resolve("lines.schema.json").toString()));
        return all;
    }

    static List<String> arguments(Path lake) {
        return List.of("--pipeline", PIPELINE, "--date", DAY, "--lake", lake.toString(), "--progress", "none");
    }

    private final class Step implements Publisher {

        private final String name;
        private final String source;

        private Step(String name, String source) {
            this.name = name;
            this.source = source;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Path day(Path lake) {
            return lake.resolve(PIPELINE).resolve(source).resolve("logical_date=" + DAY);
        }

        @Override
        public List<String> command(Path lake, Content content) {
            return jars.command(name, name.equals("extract-csv") ? csvArguments(lake, content) : arguments(lake));
        }

        @Override
        public Map<String, String> environment(Content content) {
            return name.equals("extract-csv") ? Map.of() : source(server.url(database(content)));
        }
    }
}
