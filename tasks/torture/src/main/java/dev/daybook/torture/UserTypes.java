package dev.daybook.torture;

import java.util.List;

/** The user's types of a random database, in its schema {@code types}. */
final class UserTypes {

    private UserTypes() {}

    /** The statements that make them. */
    static List<String> statements() {
        return List.of(
                "CREATE SCHEMA types",
                "CREATE TYPE types.mood AS ENUM ('sad', 'so so', 'it''s \"fine\"', '', 'back\\slash')",
                "CREATE TYPE types.\"Mood\" AS ENUM ('HAPPY', 'happy')",
                "CREATE DOMAIN types.positive AS integer CHECK (VALUE > 0)",
                "CREATE DOMAIN types.short AS character varying(5) NOT NULL",
                "CREATE DOMAIN types.amount AS numeric(8,3)",
                "CREATE DOMAIN types.amount_again AS types.amount",
                "CREATE DOMAIN types.mood_domain AS types.mood",
                "CREATE DOMAIN types.whole_list AS integer[]",
                "CREATE DOMAIN types.span AS interval",
                "CREATE TYPE types.pair AS (a integer, \"B b\" text)",
                "CREATE TYPE types.nested AS (p types.pair, q types.pair[])",
                "CREATE TYPE types.text_range AS RANGE (subtype = text)");
    }

    /** Columns of them, with values. */
    static List<TypeSample> samples() {
        return List.of(
                TypeSample.of("", "types.mood", "sad", "so so", "it's \"fine\"", "", "back\\slash"),
                TypeSample.of("", "types.\"Mood\"", "HAPPY", "happy"),
                TypeSample.of("", "types.mood[]", "{sad,NULL,\"so so\"}"),
                TypeSample.of("", "types.positive", "1", "2147483647"),
                TypeSample.of("", "types.positive[]", "{1,NULL}"),
                TypeSample.of("", "types.short", "abcde", ""),
                TypeSample.of("", "types.amount", "-99999.999", "0"),
                TypeSample.of("", "types.amount_again", "1.5"),
                TypeSample.of("", "types.mood_domain", "sad"),
                TypeSample.of("", "types.whole_list", "{1,2}", "{}"),
                TypeSample.of("", "types.span", "1 day"),
                TypeSample.of("", "types.pair", "(1,\"a \"\"b\"\" \\\\ c\")", "(,)", "(2,\"\")"),
                TypeSample.of("", "types.pair[]", "{\"(1,a)\",NULL}"),
                TypeSample.of("", "types.nested", "(\"(1,x)\",\"{\"\"(2,y)\"\"}\")"),
                TypeSample.of("", "types.text_range", "[a,b)", "empty"));
    }
}
