package dev.daybook.loadpostgres.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.loadpostgres.Run;
import dev.daybook.loadpostgres.SmallLake;
import dev.daybook.testing.PostgresServer;
import dev.daybook.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A manifest's sum is no signature: whoever can write the lake can write a manifest. Whatever its fields hold, nothing of
 * it runs in the warehouse.
 */
class HostileManifestTest {

    /** A JSON string; a key has a colon behind it. */
    private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"( :)?");

    private static final String PWNED = "CREATE TABLE public.pwned AS SELECT current_user";

    @TempDir
    Path folder;

    private final TestDatabase source = PostgresServer.shared().createDatabase();
    private final TestDatabase warehouse = PostgresServer.shared().createDatabase();
    private SmallLake lake;
    private Path file;
    private String good;

    @BeforeEach
    void extract() throws IOException {
        source.execute(
                "CREATE TYPE mood AS ENUM ('sad', 'happy')",
                "CREATE DOMAIN cents AS numeric(12,2) CHECK (VALUE >= 0)",
                "CREATE TABLE customers (id int PRIMARY KEY)",
                "CREATE TABLE orders (id smallint PRIMARY KEY, mood mood, freight cents DEFAULT 0 CHECK (freight >= 0),"
                        + " name varchar(40) COLLATE \"C\", tags text[], span interval, customer int REFERENCES customers"
                        + " ON DELETE SET NULL, UNIQUE (name, id))",
                "CREATE INDEX orders_by_name ON orders (lower(name)) WHERE id > 0",
                "COMMENT ON TABLE orders IS 'what customers want'",
                "COMMENT ON COLUMN orders.freight IS 'in euro'",
                "INSERT INTO customers VALUES (1)",
                "INSERT INTO orders VALUES (1, 'sad', 1.50, 'A', '{x}', '1 day', 1)");
        warehouse.execute("CREATE TABLE public.canary AS SELECT 'alive' AS state");
        lake = new SmallLake(folder);
        lake.postgres(source, "2024-01-20");
        file = lake.directory("postgres", "2024-01-20").resolve("_manifest.json");
        good = Files.readString(file);
    }

    @Test
    void nothingOfAnyFieldRunsInTheWarehouse() throws IOException {
        List<UnaryOperator<String>> changes = List.of(
                value -> "x\"'$$\\\\'); " + PWNED + "; --",
                value -> value + "; " + PWNED,
                value -> value + ", DROP COLUMN id",
                value -> value + " /* \u2028 */ U&\"\\0022\"\n",
                value -> value + "\0");
        int fields = 0;
        int loaded = 0;
        for (MatchResult field : values()) {
            fields++;
            for (UnaryOperator<String> change : changes) {
                String value = unescaped(field.group());
                write(good.substring(0, field.start()) + escaped(change.apply(value)) + good.substring(field.end()));
                Run run = expectNothingRan("field " + fields + " '" + value + "' as '" + change.apply(value) + "'");
                loaded += run.exitCode() == 0 ? 1 : 0;
            }
        }
        assertThat(fields).as("fields").isGreaterThan(100);
        assertThat(loaded).as("changed manifests that were loaded").isGreaterThan(100);
    }

    @Test
    void aTypeThatEndsTheStatementIsDeclaredFromItsName() throws IOException {
        write(good.replace("\"formatted\" : \"smallint\"", "\"formatted\" : \"smallint; " + PWNED + "\""));

        assertThat(expectNothingRan("a type").exitCode()).isZero();
        assertThat(warehouse.query("SELECT pg_typeof(id) FROM northwind.orders"))
                .containsExactly("smallint");
        assertThat(warehouse.query("SELECT unnest(left_out) FROM daybook.load_ledger"))
                .contains("orders: column id is smallint, without the modifier in its type, which is not one that"
                        + " PostgreSQL prints");
    }

    @Test
    void aCheckThatDoesMoreIsLeftOutAndListed() throws IOException {
        write(good.replace("CHECK (((freight)::numeric >= (0)::numeric))", "CHECK (true), DROP COLUMN freight"));

        assertThat(expectNothingRan("a check").exitCode()).isZero();
        assertThat(warehouse.query("SELECT unnest(left_out) FROM daybook.load_ledger"))
                .contains(
                        "orders: check orders_freight_check: its definition is not in the form that PostgreSQL prints");
    }

    @Test
    void aCheckThatCallsWhatIsNotListedIsLeftOutAndListed() throws IOException {
        write(good.replace(
                "CHECK (((freight)::numeric >= (0)::numeric))", "CHECK ((pg_sleep((600)::double precision) IS NULL))"));

        assertThat(expectNothingRan("a check").exitCode()).isZero();
        assertThat(warehouse.query("SELECT unnest(left_out) FROM daybook.load_ledger"))
                .contains(
                        "orders: check orders_freight_check: it calls pg_sleep, which is not a function that is carried"
                                + " over");
    }

    private List<MatchResult> values() {
        List<MatchResult> found = new ArrayList<>();
        STRING.matcher(good).results().filter(string -> string.group(1) == null).forEach(found::add);
        found.removeLast(); // the sum itself
        return found;
    }

    private Run expectNothingRan(String change) {
        Run run = Run.of(warehouse, lake, "2024-01-20", "--sources", "postgres");
        assertThat(run.exitCode()).as(change + ": " + run.log()).isIn(0, 65, 66, 78);
        assertThat(warehouse.query("SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n"
                        + " ON n.oid = c.relnamespace WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname NOT IN"
                        + " ('information_schema', 'daybook', 'northwind') AND n.nspname NOT LIKE"
                        + " 'northwind\\_2024\\_01\\_20%'"
                        + " UNION ALL SELECT n.nspname, 'a schema' FROM pg_namespace n WHERE n.nspname NOT LIKE 'pg\\_%'"
                        + " AND n.nspname NOT LIKE 'northwind%' AND n.nspname NOT IN ('information_schema', 'daybook',"
                        + " 'public')"
                        + " UNION ALL SELECT state, (SELECT count(*) FROM pg_proc p JOIN pg_namespace n"
                        + " ON n.oid = p.pronamespace WHERE n.nspname NOT IN ('pg_catalog', 'information_schema'))::text"
                        + " FROM canary"))
                .as(change)
                .containsExactlyInAnyOrder("public|canary", "alive|0");
        if (run.exitCode() == 0) {
            assertThat(warehouse.query("SELECT count(*) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
                            + " WHERE c.relnamespace = 'northwind_2024_01_20'::regnamespace AND c.relkind = 'r'"
                            + " AND a.attnum > 0 AND NOT a.attisdropped"))
                    .as(change)
                    .containsExactly("8");
        }
        return run;
    }

    /** Writes the manifest with a sum that is right. */
    private void write(String text) throws IOException {
        assertThat(text).as("the changed manifest").isNotEqualTo(good);
        String before = text.substring(0, text.lastIndexOf("  \"sha256\" : \""));
        Files.writeString(file, before + "  \"sha256\" : \"" + sha256(before) + "\"\n}\n");
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String unescaped(String json) {
        return json.substring(1, json.length() - 1).replace("\\\"", "\"").replace("\\\\", "\\");
    }

    private static String escaped(String value) {
        StringBuilder json = new StringBuilder("\"");
        for (char c : value.toCharArray()) {
            json.append(c == '"' || c == '\\' || c < ' ' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
        }
        return json.append('"').toString();
    }
}
