package dev.daybook.torture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Carries a column of every type, with values at its limits, from one database to another by the steps' jars, and says
 * what became of it.
 */
final class CarriedTypes {

    private static final String DAY = "2024-01-20";
    private static final String DAY_AS_TEXT = "2024-01-21";
    private static final String TYPES_OF_SERVER = """
            SELECT typname FROM pg_type
            WHERE typnamespace = 'pg_catalog'::regnamespace AND typtype IN ('b', 'r', 'm')
              AND NOT (typcategory = 'A' AND typname LIKE '\\_%')
            ORDER BY typname COLLATE "C\"""";

    /**
     * What became of a type.
     *
     * @param sample the type and its values
     * @param lake its type in the lake, as the manifest has it
     * @param warehouse its type in the warehouse
     * @param refused the values that its type in the lake does not hold, and that {@code --type COLUMN=text} carried
     */
    record Carried(TypeSample sample, String lake, String warehouse, List<String> refused) {}

    private final Database source;
    private final Database warehouse;
    private final Path lake;
    private final List<TypeSample> samples = BuiltInSamples.all();

    CarriedTypes(Server server, Path lake) {
        this.source = server.create("UTF8");
        this.warehouse = server.create("UTF8");
        this.lake = lake;
    }

    /** Checks that no type of the server is forgotten, and that those without input have none. */
    void requireAllTypes() {
        Set<String> known = new TreeSet<>(BuiltInSamples.WITHOUT_INPUT);
        samples.forEach(sample -> known.add(sample.typname()));
        assertThat(known).containsAll(source.query(TYPES_OF_SERVER));
        for (String type : BuiltInSamples.WITHOUT_INPUT) {
            assertThat(source.attempt(List.of("SELECT ''::" + type))).as(type).isEmpty();
        }
    }

    /** Extracts and loads all of them. */
    List<Carried> carry() throws IOException {
        for (int i = 0; i < samples.size(); i++) {
            create("t" + i, samples.get(i).declared(), samples.get(i).values());
            if (!samples.get(i).misfits().isEmpty()) {
                create("m" + i, samples.get(i).declared(), samples.get(i).misfits());
            }
        }
        extract(DAY, List.of("--include", "public.t*"), 0);
        load(DAY);
        List<String> asText = refuseMisfits();
        asText.addAll(List.of("--include", "public.m*"));
        extract(DAY_AS_TEXT, asText, 0);
        load(DAY_AS_TEXT);
        Map<String, String> inLake = typesInLake();
        List<Carried> carried = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            requireSame("t" + i, "2024_01_20");
            if (!samples.get(i).misfits().isEmpty()) {
                requireSame("m" + i, "2024_01_21");
            }
            carried.add(new Carried(
                    samples.get(i),
                    inLake.get("t" + i),
                    typeInWarehouse("t" + i),
                    samples.get(i).misfits()));
        }
        return carried;
    }

    private void create(String table, String type, List<String> values) {
        source.execute("CREATE TABLE public." + table + " (n integer, v " + type + ")");
        for (int i = 0; i < values.size(); i++) {
            source.execute("INSERT INTO public." + table + " VALUES (" + i + ", " + Sql.text(values.get(i)) + ")");
        }
        source.execute("INSERT INTO public." + table + " VALUES (-1, NULL)");
    }

    /** Each misfit must be refused, and the message must name the option that carries it. */
    private List<String> refuseMisfits() {
        List<String> options = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            if (!samples.get(i).misfits().isEmpty()) {
                String declaration = "public.m" + i + ".v=text";
                StepRun refused = extract(DAY_AS_TEXT, List.of("--include", "public.m" + i), 65);
                assertThat(refused.message()).contains("--type " + declaration);
                options.addAll(List.of("--type", declaration));
            }
        }
        return options;
    }

    private StepRun extract(String date, List<String> options, int exitCode) {
        return run("extract-postgres", date, options, source.variables("SOURCE_DB"), exitCode);
    }

    private void load(String date) {
        run("load-postgres", date, List.of("--sources", "postgres"), warehouse.variables("WAREHOUSE_DB"), 0);
    }

    private StepRun run(String step, String date, List<String> options, Map<String, String> variables, int exitCode) {
        List<String> arguments = new ArrayList<>(
                List.of("--pipeline", "torture", "--date", date, "--lake", lake.toString(), "--progress", "none"));
        // The second day has other tables than the first.
        arguments.addAll(List.of("--allow-missing", "*"));
        arguments.addAll(options);
        StepRun run = StepRun.of(step, new HashMap<>(variables), arguments);
        assertThat(run.exitCode()).as(run.log()).isEqualTo(exitCode);
        return run;
    }

    private Map<String, String> typesInLake() throws IOException {
        Map<String, String> types = new HashMap<>();
        JsonNode manifest = new ObjectMapper()
                .readTree(lake.resolve("torture/postgres/logical_date=" + DAY + "/_manifest.json")
                        .toFile());
        for (JsonNode dataset : manifest.get("datasets")) {
            JsonNode table = dataset.get("table");
            types.put(
                    table.get("name").asText(),
                    table.get("columns").get(1).get("type").asText());
        }
        return types;
    }

    private String typeInWarehouse(String table) {
        return warehouse
                .query("SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attname = 'v' AND attrelid = "
                        + "'torture_2024_01_20." + table + "'::regclass")
                .getFirst();
    }

    private void requireSame(String table, String day) {
        String values = "SELECT n, CASE WHEN v IS DISTINCT FROM NULL THEN format('%s', v) END FROM ";
        assertThat(warehouse.query(values + "torture_" + day + "." + table + " ORDER BY n"))
                .as(table)
                .isEqualTo(source.query(values + "public." + table + " ORDER BY n"));
    }
}
