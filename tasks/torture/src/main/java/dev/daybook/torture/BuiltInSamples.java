package dev.daybook.torture;

import java.util.ArrayList;
import java.util.List;

/**
 * Every built-in type that takes a text value, with values at its limits. A type that a server has and that is not
 * here fails the test that writes {@code docs/types.md}.
 */
final class BuiltInSamples {

    /** Types that PostgreSQL fills itself: their input functions refuse every text, so no table can be given a value. */
    static final List<String> WITHOUT_INPUT = List.of(
            "gtsvector",
            "pg_brin_bloom_summary",
            "pg_brin_minmax_multi_summary",
            "pg_dependencies",
            "pg_mcv_list",
            "pg_ndistinct",
            "pg_node_tree");

    private BuiltInSamples() {}

    /** All of them, with a modifier where that makes a difference. */
    static List<TypeSample> all() {
        List<TypeSample> all = new ArrayList<>();
        all.addAll(numbers());
        all.addAll(texts());
        all.addAll(times());
        all.addAll(documents());
        all.addAll(networksAndBits());
        all.addAll(shapes());
        all.addAll(ranges());
        all.addAll(systemTypes());
        all.addAll(arrays());
        return all;
    }

    private static List<TypeSample> numbers() {
        return List.of(
                TypeSample.of("bool", "boolean", "true", "false"),
                TypeSample.of("int2", "smallint", "-32768", "32767"),
                TypeSample.of("int4", "integer", "-2147483648", "2147483647", "0"),
                TypeSample.of("int8", "bigint", "-9223372036854775808", "9223372036854775807"),
                TypeSample.of("oid", "oid", "0", "4294967295"),
                TypeSample.of(
                        "float4", "real", "0", "-0", "NaN", "Infinity", "-Infinity", "1e-45", "3.4028235e38", "0.1"),
                TypeSample.of(
                        "float8",
                        "double precision",
                        "0",
                        "-0",
                        "NaN",
                        "Infinity",
                        "-Infinity",
                        "5e-324",
                        "1.7976931348623157e308",
                        "0.1"),
                TypeSample.of("numeric", "numeric(10,2)", "-99999999.99", "0.01", "0")
                        .misfit("NaN"),
                TypeSample.of("numeric", "numeric(38,38)", "-0.99999999999999999999999999999999999999", "1e-38", "0"),
                TypeSample.of("numeric", "numeric(38,0)", "-99999999999999999999999999999999999999", "0"),
                TypeSample.of("numeric", "numeric(18,6)", "999999999999.999999", "-0.000001"),
                TypeSample.of("numeric", "numeric(1,0)", "-9", "9"),
                TypeSample.of("numeric", "numeric(39,1)", "99999999999999999999999999999999999999.9", "NaN"),
                TypeSample.of("numeric", "numeric(1000,1000)", "1e-1000", "0"),
                TypeSample.of(
                        "numeric", "numeric", "0", "1.50", "1e-16383", "1e131071", "NaN", "Infinity", "-Infinity"),
                TypeSample.of("money", "money", "-92233720368547758.08", "92233720368547758.07", "0"));
    }

    private static List<TypeSample> texts() {
        return List.of(
                TypeSample.of(
                        "text",
                        "text",
                        "",
                        " ",
                        "NULL",
                        "\\N",
                        "line\nbreak\ttab\r\\ \"quoted\" 'single'",
                        "Z\u00fcrich \u65e5\u672c \ud83d\ude00 e\u0301",
                        "\u0001\u007f",
                        "x".repeat(5000)),
                TypeSample.of("varchar", "character varying", "", "a"),
                TypeSample.of("varchar", "character varying(5)", "abcde", "   "),
                TypeSample.of("bpchar", "character(5)", "ab", "", "abcde"),
                TypeSample.of("char", "\"char\"", "x", ""),
                TypeSample.of("name", "name", "", "n".repeat(63)),
                TypeSample.of("bytea", "bytea", "", "\\x00ff5c0a"),
                TypeSample.of(
                        "uuid",
                        "uuid",
                        "00000000-0000-0000-0000-000000000000",
                        "ffffffff-ffff-ffff-ffff-ffffffffffff"));
    }

    private static List<TypeSample> times() {
        return List.of(
                TypeSample.of(
                        "date",
                        "date",
                        "4713-01-01 BC",
                        "0001-12-31 BC",
                        "2024-02-29",
                        "infinity",
                        "-infinity",
                        "5874897-12-31"),
                TypeSample.of("time", "time without time zone", "00:00", "23:59:59.999999", "24:00"),
                TypeSample.of("time", "time(0) without time zone", "12:34:56"),
                TypeSample.of("timetz", "time with time zone", "00:00+15:59:59", "24:00-15:59:59"),
                TypeSample.of(
                                "timestamp",
                                "timestamp without time zone",
                                "4713-01-01 00:00:00 BC",
                                "294247-01-10 04:00:54.775806",
                                "infinity",
                                "-infinity")
                        .misfit("294276-12-31 23:59:59.999999"),
                TypeSample.of("timestamp", "timestamp(3) without time zone", "2024-02-29 23:59:59.999"),
                TypeSample.of(
                                "timestamptz",
                                "timestamp with time zone",
                                "4713-01-01 00:00:00+00 BC",
                                "294247-01-10 04:00:54.775806+00",
                                "infinity",
                                "-infinity")
                        .misfit("294276-12-31 23:59:59.999999+00"),
                TypeSample.of(
                        "interval",
                        "interval",
                        "178000000 years",
                        "-178000000 years",
                        "1 mon -1 day 00:00:00.000001",
                        "0"),
                TypeSample.of("interval", "interval year to month", "1 year 2 mons"),
                TypeSample.of("interval", "interval second(2)", "1.25"));
    }

    private static List<TypeSample> documents() {
        return List.of(
                TypeSample.of("json", "json", "{\"a\": 1,  \"a\":2}", "null", "\"\\u0041\"", " [ ] "),
                TypeSample.of("jsonb", "jsonb", "{\"b\": [1, 2.50, 1e400]}", "null", "\"\""),
                TypeSample.of("jsonpath", "jsonpath", "$.a[*]?(@ > 1)", "strict $"),
                TypeSample.of("xml", "xml", "<a b=\"c\"/>", "text", ""),
                TypeSample.of("tsvector", "tsvector", "'a':1A,3 'fat cat':2B", ""),
                TypeSample.of("tsquery", "tsquery", "'fat' & !'cat':AB | ( 'a' <2> 'b' )", ""));
    }

    private static List<TypeSample> networksAndBits() {
        return List.of(
                TypeSample.of("bit", "bit(9)", "101010101", "000000000"),
                TypeSample.of("varbit", "bit varying", "", "1"),
                TypeSample.of("varbit", "bit varying(7)", "1111111"),
                TypeSample.of("inet", "inet", "10.0.0.1", "10.0.0.1/8", "::", "ffff:ffff::/32", "0.0.0.0/0"),
                TypeSample.of("cidr", "cidr", "10.0.0.0/8", "::/0", "10.0.0.1/32"),
                TypeSample.of("macaddr", "macaddr", "00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff"),
                TypeSample.of("macaddr8", "macaddr8", "08:00:2b:01:02:03:04:05"));
    }

    private static List<TypeSample> shapes() {
        return List.of(
                TypeSample.of("point", "point", "(1,2)", "(NaN,-0)", "(Infinity,1e-300)"),
                TypeSample.of("line", "line", "{1,-1,0}"),
                TypeSample.of("lseg", "lseg", "[(0,0),(1e300,1)]"),
                TypeSample.of("box", "box", "(3,4),(1,2)"),
                TypeSample.of("path", "path", "((0,0),(1,1))", "[(0,0)]"),
                TypeSample.of("polygon", "polygon", "((0,0),(1,1),(1,0))"),
                TypeSample.of("circle", "circle", "<(0,0),5>", "<(1,1),Infinity>"));
    }

    private static List<TypeSample> ranges() {
        return List.of(
                TypeSample.of("int4range", "int4range", "empty", "[1,5)", "(,)"),
                TypeSample.of("int8range", "int8range", "[-9223372036854775808,9223372036854775807)"),
                TypeSample.of("numrange", "numrange", "(1.50,2]", "empty"),
                TypeSample.of("tsrange", "tsrange", "[\"2024-01-01 00:00:00\",infinity]"),
                TypeSample.of("tstzrange", "tstzrange", "[\"2024-01-01 00:00:00+00\",)"),
                TypeSample.of("daterange", "daterange", "[2024-01-01,2024-02-29)"),
                TypeSample.of("int4multirange", "int4multirange", "{}", "{[1,2),[5,7)}"),
                TypeSample.of("int8multirange", "int8multirange", "{[1,2)}"),
                TypeSample.of("nummultirange", "nummultirange", "{(1.50,2]}"),
                TypeSample.of("tsmultirange", "tsmultirange", "{[\"2024-01-01 00:00:00\",infinity]}"),
                TypeSample.of("tstzmultirange", "tstzmultirange", "{[\"2024-01-01 00:00:00+00\",)}"),
                TypeSample.of("datemultirange", "datemultirange", "{[2024-01-01,2024-02-29)}"));
    }

    private static List<TypeSample> systemTypes() {
        return List.of(
                TypeSample.of("pg_lsn", "pg_lsn", "0/0", "FFFFFFFF/FFFFFFFF"),
                TypeSample.of("xid", "xid", "0", "4294967295"),
                TypeSample.of("xid8", "xid8", "0", "18446744073709551615"),
                TypeSample.of("cid", "cid", "0", "4294967295"),
                TypeSample.of("tid", "tid", "(0,0)", "(4294967295,65535)"),
                TypeSample.of("pg_snapshot", "pg_snapshot", "10:20:10,14,15"),
                TypeSample.of("txid_snapshot", "txid_snapshot", "10:20:10,14,15"),
                TypeSample.of("refcursor", "refcursor", "a cursor"),
                TypeSample.of("int2vector", "int2vector", "1 -2", ""),
                TypeSample.of("oidvector", "oidvector", "1 4294967295"),
                TypeSample.of("aclitem", "aclitem", "postgres=r/postgres"),
                TypeSample.of("regclass", "regclass", "pg_class"),
                TypeSample.of("regcollation", "regcollation", "\"C\""),
                TypeSample.of("regconfig", "regconfig", "english"),
                TypeSample.of("regdictionary", "regdictionary", "simple"),
                TypeSample.of("regnamespace", "regnamespace", "pg_catalog"),
                TypeSample.of("regoper", "regoper", "||/"),
                TypeSample.of("regoperator", "regoperator", "+(integer,integer)"),
                TypeSample.of("regproc", "regproc", "now"),
                TypeSample.of("regprocedure", "regprocedure", "sum(integer)"),
                TypeSample.of("regrole", "regrole", "postgres"),
                TypeSample.of("regtype", "regtype", "integer"));
    }

    private static List<TypeSample> arrays() {
        return List.of(
                TypeSample.of("int4", "integer[]", "{}", "{1,NULL,-2147483648}").misfit("{{1,2},{3,4}}", "[0:1]={1,2}"),
                TypeSample.of("text", "text[]", "{\"a,b\",\"\",NULL,\"\\\"q\\\\\"}", "{NULL,\"NULL\"}")
                        .misfit("{{a},{b}}"),
                TypeSample.of("varchar", "character varying(5)[]", "{abcde}"),
                TypeSample.of("numeric", "numeric(6,2)[]", "{-9999.99,NULL}"),
                TypeSample.of("date", "date[]", "{infinity,2024-02-29}"),
                TypeSample.of("bool", "boolean[]", "{t,f,NULL}"),
                TypeSample.of("bytea", "bytea[]", "{\"\\\\x00\",\"\"}"),
                TypeSample.of("timestamptz", "timestamp with time zone[]", "{\"2024-01-01 00:00:00+00\"}"),
                TypeSample.of("uuid", "uuid[]", "{01234567-89ab-cdef-0123-456789abcdef}"),
                TypeSample.of("jsonb", "jsonb[]", "{\"{\\\"a\\\": 1}\",null}"),
                TypeSample.of("float8", "double precision[]", "{NaN,-0,Infinity}"),
                TypeSample.of("interval", "interval[]", "{\"1 day\",NULL}", "{{\"1 day\"},{\"2 days\"}}"),
                TypeSample.of("int4range", "int4range[]", "{empty,\"[1,5)\"}"));
    }
}
