package dev.daybook.torture;

import dev.daybook.torture.CarriedTypes.Carried;
import java.util.List;
import java.util.stream.Collectors;

/** The text of {@code docs/types.md}. */
final class TypesPage {

    private static final int LONGEST_VALUE = 50;

    private static final String HEAD = """
            # Types

            This page says what becomes of each of PostgreSQL's types in the Parquet files of the lake and in the warehouse. Every
            value below was carried through `extract-postgres` and `load-postgres` and came back equal. So did NULL. A test
            (`TypesTest`) writes this page and fails when the page and what happens differ. `make types` writes it again.
            The versions are PostgreSQL %s.

            In the lake, `text` is a STRING. For a type that Parquet does not have, it is what the type's output function prints
            under settings that are always the same. `decimal(p,s)`, `date`, `time`, `timestamp`, `list<...>` are Parquet's logical
            types of that name. `timestamp` and `timestamp_utc` count microseconds without and with UTC. What a column becomes
            follows from its declaration alone and never from its values.

            | PostgreSQL | lake | warehouse | values at its limits | refused with 65 |
            |---|---|---|---|---|
            """;

    private static final String TAIL = """

            What is refused names the column and the option that carries it: `--type schema.table.column=text`. The values of
            the last column were carried so. A `numeric` without precision can be declared as a decimal instead with
            `--type schema.table.column=decimal(38,9)`. `--type uuid=uuid` makes all uuids Parquet's UUID.

            ## User-defined types

            An enum is an ENUM in the lake and an enum of the pipeline's schema in the warehouse. A domain is its base type in the
            lake, and the warehouse has the domain without its constraints. Arrays of both are lists. Composite types and
            user-defined ranges are text in both. Types of extensions are text in the lake, and in the warehouse where it lacks the
            extension.

            ## Types that PostgreSQL fills itself

            A table cannot be given values of these, because they take no input: %s.
            """;

    private TypesPage() {}

    /**
     * The page.
     *
     * @param versions the major versions, as a reader sees them
     */
    static String of(List<Carried> carried, String versions) {
        String rows = carried.stream().map(TypesPage::row).collect(Collectors.joining());
        String without = BuiltInSamples.WITHOUT_INPUT.stream()
                .map(name -> "`" + name + "`")
                .collect(Collectors.joining(", "));
        return HEAD.formatted(versions) + rows + TAIL.formatted(without);
    }

    private static String row(Carried carried) {
        return "| `" + carried.sample().declared() + "` | `" + carried.lake() + "` | "
                + (carried.warehouse().equals(carried.sample().declared())
                        ? "the same"
                        : "`" + carried.warehouse() + "`")
                + " | " + values(carried.sample().values()) + " | " + values(carried.refused()) + " |\n";
    }

    private static String values(List<String> values) {
        return values.stream().map(TypesPage::value).collect(Collectors.joining(", "));
    }

    /** A backtick or a bar in a value would end the code or the cell. */
    private static String value(String value) {
        if (value.isEmpty()) {
            return "empty";
        }
        if (value.length() > LONGEST_VALUE && value.chars().distinct().count() == 1) {
            return value.length() + " times `" + value.charAt(0) + "`";
        }
        StringBuilder shown = new StringBuilder();
        for (char c : value.toCharArray()) {
            switch (c) {
                case '\n' -> shown.append("\\n");
                case '\r' -> shown.append("\\r");
                case '\t' -> shown.append("\\t");
                case '|' -> shown.append("\\|");
                default -> shown.append(Character.isISOControl(c) ? String.format("\\u%04x", (int) c) : c);
            }
        }
        return "`" + shown + "`";
    }
}
