package dev.daybook.sourcefiles.schemafile;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.daybook.task.StepFailure;
import dev.daybook.task.file.FileReason;
import dev.daybook.task.file.Links;
import dev.daybook.task.file.ProcessUser;
import dev.daybook.task.file.WholeFile;
import dev.daybook.task.text.EscapedText;
import java.io.IOException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A schema file: one JSON object, read strictly, without a property twice. What is wrong with its properties is noted,
 * and told all at once.
 */
public final class SchemaFile {

    private static final int LARGEST_FILE = 16 << 20;
    private static final int MOST_TOLD = 20;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final String name;
    private final JsonNode root;
    private final List<String> problems = new ArrayList<>();

    private SchemaFile(String name, JsonNode root) {
        this.name = name;
        this.root = root;
    }

    /**
     * Reads a file.
     *
     * @param draftCommand the command that proposes a schema, up to the name of the new file
     * @param option the option that names a schema file
     * @throws StepFailure.Configuration when it is not there or is no JSON object
     * @throws StepFailure.Denied when it cannot be read
     */
    public static SchemaFile read(Path file, String draftCommand, String option) {
        String name = "schema " + EscapedText.of(file.toString());
        return new SchemaFile(name, parse(readBytes(file, name, draftCommand, option), name));
    }

    private static byte[] readBytes(Path file, String name, String draftCommand, String option) {
        try {
            return WholeFile.read(file, Links.FOLLOWED, LARGEST_FILE);
        } catch (NoSuchFileException e) {
            throw new StepFailure.Configuration(
                    name + " does not exist; write one (a first draft: " + draftCommand + " "
                            + EscapedText.of(String.valueOf(file.getFileName())) + ") or name another with " + option,
                    e);
        } catch (AccessDeniedException e) {
            throw new StepFailure.Denied(
                    name + ": may not be read; give " + ProcessUser.shown() + " the right to read it", e);
        } catch (IOException e) {
            throw new StepFailure.Configuration(name + ": cannot be read: " + FileReason.of(e), e);
        }
    }

    private static JsonNode parse(byte[] text, String name) {
        JsonNode root;
        try (JsonParser parser = JSON.createParser(text)) {
            root = readTree(parser, name);
            if (parser.nextToken() != null) {
                throw new StepFailure.Configuration(name + ": text behind the end of the JSON object");
            }
        } catch (JsonProcessingException e) {
            String place =
                    e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
            throw new StepFailure.Configuration(
                    name + place + ": not valid JSON: " + EscapedText.of(e.getOriginalMessage()), e);
        } catch (IOException e) {
            throw new StepFailure.Configuration(
                    name + ": not valid JSON: " + EscapedText.of(String.valueOf(e.getMessage())), e);
        }
        if (root == null || !root.isObject()) {
            throw new StepFailure.Configuration(name + ": expected a JSON object with \"fields\"");
        }
        requireWholeCharacters(root, name);
        return root;
    }

    private static JsonNode readTree(JsonParser parser, String name) throws IOException {
        try {
            return JSON.readTree(parser);
        } catch (StreamConstraintsException | NumberFormatException e) {
            throw new StepFailure.Configuration(
                    name + ", line " + parser.currentLocation().getLineNr()
                            + ": expected numbers of at most 1000 digits, exponents of at most ten and at most 1000 levels"
                            + " of nesting, found more",
                    e);
        }
    }

    /** JSON can write half of a surrogate pair, which no encoding has: it would become a question mark in silence. */
    private static void requireWholeCharacters(JsonNode node, String name) {
        CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
        Deque<JsonNode> open = new ArrayDeque<>(List.of(node));
        while (!open.isEmpty()) {
            JsonNode next = open.pop();
            next.forEach(open::push);
            Stream.concat(
                            next.isTextual() ? Stream.of(next.textValue()) : Stream.empty(),
                            next.propertyStream().map(Map.Entry::getKey))
                    .filter(text -> !encoder.canEncode(text))
                    .findFirst()
                    .ifPresent(text -> {
                        throw new StepFailure.Configuration(name + ": expected whole characters, found half of one in '"
                                + EscapedText.of(text) + "'");
                    });
        }
    }

    /** The file's object. */
    public JsonProperties root() {
        return new JsonProperties(root, "", problems);
    }

    /** Whether something was wrong with the properties read so far. */
    public boolean hasProblems() {
        return !problems.isEmpty();
    }

    /** @throws StepFailure.Configuration when something was wrong with the properties; tells the first twenty things */
    public void requireNoProblems() {
        if (hasProblems()) {
            String first = problems.stream().limit(MOST_TOLD).collect(Collectors.joining("; "));
            int more = problems.size() - MOST_TOLD;
            throw new StepFailure.Configuration(name + ": " + first + (more > 0 ? "; and " + more + " more" : ""));
        }
    }
}
