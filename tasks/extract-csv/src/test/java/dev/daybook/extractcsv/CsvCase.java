package dev.daybook.extractcsv;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * A case of {@code src/test/resources/cases}: a file, its schema and options, and what must come of it.
 *
 * <ul>
 *   <li>{@code csv}: text, or a list of texts, {@code {"hex": ..}} and {@code {"repeat": .., "times": ..}};
 *       {@code encoding} of the texts; {@code gzip}: 1 to pack it, 2 to pack that again; {@code cut}: bytes taken off the
 *       end; {@code append}: bytes in hexadecimal put behind it
 *   <li>{@code fields}: {@code "name:type"} or {@code "name:type:daybook type"} or a field as Frictionless has it, with
 *       {@code table} for further properties of the schema; or {@code schema} as a whole
 *   <li>{@code options}: further arguments; {@code unnamed}: the schema names the dataset, not the option
 *   <li>{@code rows}: the values; or {@code exit} and {@code error}, where FILE stands for the file's path
 *   <li>{@code rejects}: the rows of the dataset of bad rows: file, line, reasons, message, record, subjects
 *   <li>{@code row}: the row of the table of bad inputs that the case belongs to
 * </ul>
 */
record CsvCase(String name, JsonNode node) {

    static final JsonMapper JSON = new JsonMapper();

    static Stream<CsvCase> all() {
        Path folder = Path.of("src/test/resources/cases");
        try (Stream<Path> files = Files.list(folder)) {
            List<CsvCase> cases = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                for (JsonNode node : JSON.readTree(file.toFile())) {
                    cases.add(new CsvCase(
                            file.getFileName() + ": " + node.get("name").textValue(), node));
                }
            }
            return cases.stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    byte[] schema() throws IOException {
        if (node.has("schema")) {
            return JSON.writeValueAsBytes(node.get("schema"));
        }
        ObjectNode schema = node.has("table") ? node.get("table").deepCopy() : JSON.createObjectNode();
        ArrayNode fields = schema.putArray("fields");
        node.get("fields").forEach(field -> fields.add(field.isObject() ? field : field(field.textValue())));
        if (!node.has("dialect") && !node.has("declared")) {
            return JSON.writeValueAsBytes(schema);
        }
        ObjectNode resource = JSON.createObjectNode();
        resource.set("schema", schema);
        Optional.ofNullable(node.get("dialect")).ifPresent(dialect -> resource.set("dialect", dialect));
        Optional.ofNullable(node.get("declared")).ifPresent(encoding -> resource.set("encoding", encoding));
        return JSON.writeValueAsBytes(resource);
    }

    private static ObjectNode field(String text) {
        String[] parts = text.split(":", 3);
        ObjectNode field = JSON.createObjectNode().put("name", parts[0]).put("type", parts[1]);
        return parts.length == 3 ? field.put("daybook:type", parts[2]) : field;
    }

    byte[] csv() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Charset charset =
                Charset.forName(node.has("encoding") ? node.get("encoding").textValue() : "utf-8");
        JsonNode csv = node.get("csv");
        for (JsonNode part : csv.isArray() ? csv : JSON.createArrayNode().add(csv)) {
            if (part.isTextual()) {
                bytes.write(part.textValue().getBytes(charset));
            } else if (part.has("hex")) {
                bytes.write(HexFormat.of().parseHex(part.get("hex").textValue()));
            } else {
                String text = part.get("repeat").textValue();
                bytes.write(text.repeat(part.get("times").intValue()).getBytes(charset));
            }
        }
        byte[] result = bytes.toByteArray();
        for (int i = 0; i < node.path("gzip").asInt(); i++) {
            result = gzip(result);
        }
        result = Arrays.copyOf(result, result.length - node.path("cut").asInt());
        bytes.reset();
        bytes.write(result);
        bytes.write(HexFormat.of().parseHex(node.path("append").asText()));
        return bytes.toByteArray();
    }

    static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        }
        return packed.toByteArray();
    }

    List<String> options() {
        List<String> options = new ArrayList<>();
        node.path("options").forEach(option -> options.add(option.textValue()));
        return options;
    }

    boolean isUnnamed() {
        return node.path("unnamed").asBoolean();
    }

    int exit() {
        return node.path("exit").asInt();
    }

    Optional<String> error() {
        return Optional.ofNullable(node.get("error")).map(JsonNode::textValue);
    }

    List<List<String>> rows() {
        return rows(node.get("rows"));
    }

    private static List<List<String>> rows(JsonNode table) {
        List<List<String>> rows = new ArrayList<>();
        table.forEach(row -> {
            List<String> values = new ArrayList<>();
            row.forEach(value -> values.add(value.isNull() ? null : value.textValue()));
            rows.add(values);
        });
        return rows;
    }

    Optional<List<List<String>>> rejects() {
        return Optional.ofNullable(node.get("rejects")).map(CsvCase::rows);
    }

    @Override
    public String toString() {
        return name;
    }
}
