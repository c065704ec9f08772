package dev.daybook.postgres;

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

    private BuiltInTypes() {}

    /** Whether a server of this version takes values of this type; the name is its {@code typname}. */
    static boolean isLoadable(String name, int serverVersion) {
        return ALWAYS.contains(name) || SINCE.getOrDefault(name, Integer.MAX_VALUE) <= serverVersion;
    }
}
