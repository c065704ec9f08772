package dev.daybook.sourcefiles.frictionless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.daybook.task.StepFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Schemas whose numbers, patterns and depths no memory holds are refused with the file and the place. */
class SchemaLimitsTest {

    @TempDir
    private Path folder;

    private static Arguments constraint(String type, String constraint, String message) {
        return Arguments.of(
                "{\"fields\": [{\"name\": \"a\", \"type\": \"" + type + "\", \"constraints\": {" + constraint + "}}]}",
                "schema SCHEMA: " + message);
    }

    static Stream<Arguments> numbers() {
        String expected = "expected a number of at most 1000 digits before and after the point, found ";
        return Stream.of(
                constraint(
                        "number",
                        "\"minimum\": 1e999999999",
                        "fields[0].constraints.minimum: " + expected + "1E+999999999"),
                constraint(
                        "number",
                        "\"maximum\": 1e-999999999",
                        "fields[0].constraints.maximum: " + expected + "1E-999999999"),
                constraint(
                        "integer",
                        "\"exclusiveMinimum\": -1E2000000000, \"exclusiveMaximum\": 1.5e1002",
                        "fields[0].constraints.exclusiveMinimum: " + expected
                                + "-1E+2000000000; fields[0].constraints.exclusiveMaximum: " + expected + "1.5E+1002"),
                constraint(
                        "number",
                        "\"enum\": [1, 1e999999999]",
                        "fields[0].constraints.enum: " + expected + "1E+999999999"),
                constraint(
                        "string",
                        "\"maxLength\": 1e999999999",
                        "fields[0].constraints.maxLength: expected a whole number from 0, found 1E+999999999"),
                constraint(
                        "string",
                        "\"minLength\": 99999999999",
                        "fields[0].constraints.minLength: expected a whole number from 0, found 99999999999"),
                constraint(
                        "string",
                        "\"pattern\": \"" + "x".repeat(10_001) + "\"",
                        "field 'a', pattern: expected at most 10000 characters, found 10001"),
                constraint(
                        "number",
                        "\"minimum\": \"1e999999999\"",
                        "field 'a', minimum: expected numeric, found '1e999999999'"),
                constraint(
                        "date",
                        "\"minimum\": \"99999-01-01\"",
                        "field 'a', minimum: expected date YYYY-MM-DD, found '99999-01-01'"),
                constraint(
                        "date",
                        "\"maximum\": \"2024-02-30\"",
                        "field 'a', maximum: expected date YYYY-MM-DD, found '2024-02-30'"),
                Arguments.of(
                        "{\"fields\": [{\"name\": 1e999999999, \"type\": \"string\"}]}",
                        "schema SCHEMA: fields[0].name: expected a text, found 1E+999999999;"
                                + " fields[0].name: expected the name of a column"),
                Arguments.of(
                        "{\"fields\": [{\"name\": \"a\", \"type\": \"number\", \"daybook:type\": \"numeric(99,99)\"}]}",
                        "schema SCHEMA: fields[0].daybook:type: expected numeric(p,s) with p up to 38, numeric, real or"
                                + " double precision, found 'numeric(99,99)'"));
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of(
                        "{\"fields\": [{\"name\": \"a\", \"name\": \"b\"}]}",
                        "schema SCHEMA, line 1: not valid JSON: Duplicate field 'name'"),
                Arguments.of(
                        "{\"fields\": [{\"name\": \"a\", \"description\": \"x\\u0000\"}], \"title\": \"\\u0000\"}",
                        "schema SCHEMA: description: holds a NUL character, which no text in PostgreSQL can;"
                                + " fields[0].description: holds a NUL character, which no text in PostgreSQL can"),
                Arguments.of(
                        "{\"fields\": [{\"name\": \"a\", \"trueValues\": [\"\\ud800\"]}]}",
                        "schema SCHEMA: expected whole characters, found half of one in '\\uD800'"),
                Arguments.of(
                        "{\"fields\": ["
                                + IntStream.rangeClosed(1, 1601)
                                        .mapToObj(n -> "{\"name\": \"c" + n + "\"}")
                                        .collect(Collectors.joining(","))
                                + "]}",
                        "schema SCHEMA: fields: a table in PostgreSQL has at most 1600 columns, found 1601"));
    }

    static Stream<Arguments> sizes() {
        String message =
                "schema SCHEMA, line 2: expected numbers of at most 1000 digits, exponents of at most ten and at"
                        + " most 1000 levels of nesting, found more";
        return Stream.of(
                Arguments.of("{\"fields\":\n" + "[".repeat(5000) + "]".repeat(5000) + "}", message),
                Arguments.of("{\"fields\":\n1" + "0".repeat(2000) + "}", message),
                Arguments.of("{\"fields\":\n1e99999999999}", message),
                Arguments.of(
                        "{\"fields\": [{\"name\": " + "[".repeat(900) + "]".repeat(900) + "}]}",
                        "schema SCHEMA: fields[0].name: expected a text, found " + "[".repeat(200)
                                + "...; fields[0].name: expected the name of a column"));
    }

    @ParameterizedTest
    @MethodSource({"numbers", "texts", "sizes"})
    void isRefusedWithFileAndPlace(String schema, String message) throws IOException {
        assertThatThrownBy(() -> read(schema))
                .isInstanceOf(StepFailure.Configuration.class)
                .hasMessage(message.replace("SCHEMA", schemaFile().toString()));
    }

    /** How deep a pattern may be depends on the stack of the thread. */
    @Test
    void aPatternOfThousandsOfGroupsIsTakenOrRefused() {
        Throwable thrown = catchThrowable(() -> read("{\"fields\": [{\"name\": \"a\", \"type\": \"string\","
                + " \"constraints\": {\"pattern\": \"" + "(".repeat(5000) + ")".repeat(5000) + "\"}}]}"));

        if (thrown != null) {
            assertThat(thrown)
                    .isInstanceOf(StepFailure.Configuration.class)
                    .hasMessageStartingWith(
                            "schema " + schemaFile() + ": field 'a', pattern: expected a regular expression");
        }
    }

    private Path schemaFile() {
        return folder.resolve("data.schema.json");
    }

    private void read(String schema) throws IOException {
        Files.writeString(schemaFile(), schema);
        SchemaReader.read(schemaFile(), new NoFormat());
    }
}
