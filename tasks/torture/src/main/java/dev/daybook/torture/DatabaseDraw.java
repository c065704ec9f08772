package dev.daybook.torture;

import dev.daybook.torture.SampleTable.Partitions;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Draws a whole database of a seed. */
final class DatabaseDraw {

    /** PostgreSQL's and Java's name of an encoding; most databases are in UTF-8. */
    private static final Map<String, String> ENCODINGS =
            Map.of("UTF8", "UTF-8", "LATIN1", "ISO-8859-1", "WIN1252", "windows-1252", "EUC_JP", "EUC-JP");

    /** What a role or a database may have set; none of it may change a value on its way. */
    private static final List<String> SETTINGS = List.of(
            "DateStyle = 'SQL, DMY'",
            "DateStyle = 'German'",
            "IntervalStyle = 'iso_8601'",
            "IntervalStyle = 'sql_standard'",
            "TimeZone = 'Asia/Kolkata'",
            "TimeZone = 'America/St_Johns'",
            "extra_float_digits = -15",
            "bytea_output = 'escape'",
            "search_path = 'nowhere', 'public'",
            "search_path = ''",
            "standard_conforming_strings = off",
            "default_transaction_isolation = 'serializable'",
            "default_transaction_deferrable = on",
            "statement_timeout = '60s'",
            "lock_timeout = '60s'",
            "idle_in_transaction_session_timeout = '60s'",
            "quote_all_identifiers = on",
            "transform_null_equals = on",
            "xmlbinary = 'hex'",
            "xmloption = 'document'",
            "array_nulls = off",
            "client_encoding = 'SQL_ASCII'",
            "default_tablespace = ''",
            "enable_seqscan = off",
            "synchronize_seqscans = on",
            "row_security = off",
            "default_transaction_read_only = off",
            "lc_monetary = 'C'",
            "lc_monetary = 'C.UTF-8'",
            "session_replication_role = 'replica'");

    private static final int LONGEST_SCHEMA = 20;

    /**
     * Exclusion TARGETS_FIT: {@code <schema>__<table>} must have at most 63 bytes and be nobody else's name, else the
     * extract refuses it with 78 and names --target, as documented. Tables of {@code public} may have 63 bytes.
     */
    private static final int LONGEST_TABLE_ELSEWHERE = 63 - LONGEST_SCHEMA - "__".length();

    private final long seed;
    private final Draw draw;

    private DatabaseDraw(long seed) {
        this.seed = seed;
        this.draw = new Draw(seed);
    }

    /** The database of a seed. */
    static SampleDatabase of(long seed) {
        return new DatabaseDraw(seed).database();
    }

    private SampleDatabase database() {
        String encoding = draw.percent(75) ? "UTF8" : draw.of(List.of("LATIN1", "WIN1252", "EUC_JP"));
        Charset charset = Charset.forName(ENCODINGS.get(encoding));
        List<String> types = new ArrayList<>(UserTypes.statements());
        List<String> schemas = new ArrayList<>(List.of("public"));
        Names schemaNames = new Names(draw, charset, LONGEST_SCHEMA);
        for (int i = draw.between(0, 3); i > 0; i--) {
            schemas.add(schemaNames.next());
            types.add("CREATE SCHEMA " + Sql.name(schemas.getLast()));
        }
        List<SampleTable> tables = tables(schemas, charset);
        return new SampleDatabase(
                seed,
                encoding,
                settings(),
                settings(),
                types,
                tables,
                new Changes(draw, tables, new Names(draw, charset, 40)).draw(),
                new Changes(draw, tables, new Names(draw, charset, 30)).draw());
    }

    private List<Setting> settings() {
        return draw.some(SETTINGS, draw.between(0, 6)).stream()
                .map(assignment -> new Setting(draw.of(List.of(Setting.Holder.values())), assignment))
                .toList();
    }

    private List<SampleTable> tables(List<String> schemas, Charset charset) {
        int count = draw.percent(15) ? draw.between(20, 40) : draw.between(1, 10);
        TableDraw tableDraw = new TableDraw(draw, charset);
        Map<String, Names> names = new HashMap<>();
        Set<String> targets = new HashSet<>();
        List<SampleTable> tables = new ArrayList<>();
        while (tables.size() < count) {
            String schema = draw.of(schemas);
            String table = names.computeIfAbsent(
                            schema,
                            _ -> new Names(draw, charset, schema.equals("public") ? 63 : LONGEST_TABLE_ELSEWHERE))
                    .next();
            if (targets.add(target(schema, table))) {
                tables.add(tableDraw.table(schema, table, tables));
            }
        }
        return tables;
    }

    /** What a table is called in the warehouse, as docs/your-own-pipeline.md has it. */
    static String target(String schema, String table) {
        return schema.equals("public") ? table : schema + "__" + table;
    }

    /** How a table is partitioned, most are not. */
    static Partitions partitions(Draw draw) {
        return draw.percent(80) ? Partitions.NONE : draw.of(List.of(Partitions.values()));
    }
}
