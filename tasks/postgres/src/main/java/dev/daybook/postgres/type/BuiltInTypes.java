package dev.daybook.postgres.type;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Built-in types that a warehouse can be given values of. Not among them are types whose input function refuses all text
 * (pg_node_tree, gtsvector), and types whose values name objects of the source (regclass, aclitem): the warehouse does not
 * have those objects.
 */
final class BuiltInTypes {

    private static final Set<String> ALWAYS = Stream.of(
                    "bool int2 int4 int8 oid float4 float8 numeric money text varchar bpchar char name json jsonb xml",
                    "bytea uuid date time timetz timestamp timestamptz interval bit varbit inet cidr macaddr macaddr8",
                    "point line lseg box path polygon circle tsvector tsquery int4range int8range numrange tsrange",
                    "tstzrange daterange pg_lsn xid cid tid txid_snapshot refcursor int2vector oidvector jsonpath")
            .flatMap(line -> Stream.of(line.split(" ")))
            .collect(Collectors.toUnmodifiableSet());

    /** Types that are younger than the oldest server, with {@code server_version_num}. */
    private static final Map<String, Integer> SINCE = Map.of(
            "xid8", 130_000,
            "pg_snapshot", 130_000,
            "int4multirange", 140_000,
            "int8multirange", 140_000,
            "nummultirange", 140_000,
            "tsmultirange", 140_000,
            "tstzmultirange", 140_000,
            "datemultirange", 140_000);

    /**
     * How {@code format_type} prints a type (format_type.c).
     *
     * @param plain without modifiers
     * @param head what stands before modifiers
     * @param tail what stands after modifiers
     * @param modifiers how many it takes
     */
    record Spelling(String plain, String head, String tail, int modifiers) {
        private static Spelling plain(String name) {
            return new Spelling(name, name, "", 0);
        }

        private static Spelling modified(String name, int modifiers) {
            return new Spelling(name, name, "", modifiers);
        }

        private static Spelling zoned(String head, String tail) {
            return new Spelling(head + tail, head, tail, 1);
        }
    }

    /** Types that SQL calls otherwise than the catalog, or that take modifiers. */
    private static final Map<String, Spelling> SPELLINGS = Map.ofEntries(
            Map.entry("bool", Spelling.plain("boolean")),
            Map.entry("int2", Spelling.plain("smallint")),
            Map.entry("int4", Spelling.plain("integer")),
            Map.entry("int8", Spelling.plain("bigint")),
            Map.entry("float4", Spelling.plain("real")),
            Map.entry("float8", Spelling.plain("double precision")),
            Map.entry("char", Spelling.plain("\"char\"")),
            Map.entry("numeric", Spelling.modified("numeric", 2)),
            Map.entry("varchar", Spelling.modified("character varying", 1)),
            Map.entry("varbit", Spelling.modified("bit varying", 1)),
            Map.entry("interval", Spelling.modified("interval", 1)),
            // Without modifiers these two stand for any length, while their keywords would stand for length 1.
            Map.entry("bpchar", new Spelling("bpchar", "character", "", 1)),
            Map.entry("bit", new Spelling("\"bit\"", "bit", "", 1)),
            Map.entry("time", Spelling.zoned("time", " without time zone")),
            Map.entry("timetz", Spelling.zoned("time", " with time zone")),
            Map.entry("timestamp", Spelling.zoned("timestamp", " without time zone")),
            Map.entry("timestamptz", Spelling.zoned("timestamp", " with time zone")));

    private BuiltInTypes() {}

    /** The {@code typname} of all of them. */
    static Stream<String> names() {
        return Stream.concat(ALWAYS.stream(), SINCE.keySet().stream());
    }

    /** How a loadable type is spelled. */
    static Spelling spelling(String name) {
        return SPELLINGS.getOrDefault(name, Spelling.plain(name));
    }

    /** Whether a server of this version takes values of this type; the name is its {@code typname}. */
    static boolean isLoadable(String name, int serverVersion) {
        return ALWAYS.contains(name) || SINCE.getOrDefault(name, Integer.MAX_VALUE) <= serverVersion;
    }
}
