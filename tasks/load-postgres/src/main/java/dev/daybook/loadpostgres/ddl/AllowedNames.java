package dev.daybook.loadpostgres.ddl;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The built-in functions and operators that a definition of the source may use in the warehouse. All of them only compute:
 * they read and change nothing, wait for nothing, and what they give is hardly larger than what they are given. Not among
 * them, for that reason, are {@code repeat}, {@code lpad}, {@code replace} and {@code regexp_replace}, and everything that
 * runs a query or a setting by its name.
 */
final class AllowedNames {

    private static final Set<String> FUNCTIONS = words(
            // texts
            "lower upper initcap length char_length character_length octet_length bit_length btrim ltrim rtrim substr",
            "substring left right position strpos translate reverse md5 split_part starts_with ascii similar_to_escape",
            "similar_escape like_escape textlike textnlike",
            // numbers
            "abs sign ceil ceiling floor round trunc mod div",
            // dates and times
            "date_part date_trunc extract isfinite timezone date make_date",
            // ranges
            "lower_inc upper_inc lower_inf upper_inf isempty int4range int8range numrange tsrange tstzrange daterange",
            // arrays, JSON, networks, points
            "array_length array_lower array_upper array_ndims array_position cardinality jsonb_typeof json_typeof",
            "jsonb_array_length json_array_length jsonb_exists family masklen point",
            // words and NULLs
            "to_tsvector setweight num_nulls num_nonnulls");

    private static final Set<String> OPERATORS = words(
            "= <> < > <= >= + - * / % || ~ !~ ~* !~* ~~ !~~ ~~* !~~* && @> <@ -> ->> #> #>> ? ?| ?& & | # << >> <<= >>=",
            "&< &> -|- @@ |/ @");

    private AllowedNames() {}

    private static Set<String> words(String... lines) {
        return Stream.of(lines).flatMap(line -> Stream.of(line.split(" "))).collect(Collectors.toUnmodifiableSet());
    }

    /** A function as SQL, whatever the search path. */
    static String function(String name) throws NotAllowed {
        if (!FUNCTIONS.contains(name)) {
            throw new NotAllowed("it calls " + name + ", which is not a function that is carried over");
        }
        return "pg_catalog.\"" + name + "\"";
    }

    /** An operator as SQL, whatever the search path. */
    static String operator(String name) throws NotAllowed {
        if (!OPERATORS.contains(name)) {
            throw new NotAllowed("it uses " + name + ", which is not an operator that is carried over");
        }
        return "OPERATOR(pg_catalog." + name + ")";
    }
}
