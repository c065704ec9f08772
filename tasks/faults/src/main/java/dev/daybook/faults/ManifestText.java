package dev.daybook.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A manifest's text and its sum: the last field {@code sha256}, on a line of its own, is the SHA-256 of all lines before it
 * (docs/architecture.md). Written after that description, not after the steps' code.
 */
final class ManifestText {

    static final String NAME = "_manifest.json";

    static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private static final String SUM = "  \"sha256\" : \"";

    private ManifestText() {}

    /** Whether the sum is that of the lines before it. */
    static boolean sumHolds(byte[] file) {
        String text = new String(file, StandardCharsets.UTF_8);
        int line = text.lastIndexOf("\n" + SUM);
        if (line < 0) {
            return false;
        }
        int sum = line + 1 + SUM.length();
        int end = text.indexOf('"', sum);
        int before = text.substring(0, line + 1).getBytes(StandardCharsets.UTF_8).length;
        return end > 0 && text.substring(sum, end).equals(Sha256.of(Arrays.copyOf(file, before)));
    }

    /** The text of a manifest with the sum that belongs to it, whatever it says. */
    static byte[] withSum(ObjectNode manifest) throws JsonProcessingException {
        ObjectNode body = manifest.deepCopy();
        body.remove("sha256");
        String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(body);
        String before = text.substring(0, text.length() - "\n}".length()) + ",\n";
        String sum = Sha256.of(before.getBytes(StandardCharsets.UTF_8));
        return (before + SUM + sum + "\"\n}\n").getBytes(StandardCharsets.UTF_8);
    }
}
