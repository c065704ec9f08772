package dev.daybook.lake.model;

import dev.daybook.lake.model.Manifest.ExtractKey;
import dev.daybook.task.Period;
import dev.daybook.task.PipelineName;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where everything lies in a lake, from its root: a pure function of pipeline, source, period, dataset and content hash.
 *
 * <p>The name of a dataset becomes one folder name: its parts joined by a dot, every byte of their UTF-8 outside
 * {@code [a-z0-9_-]} written as {@code %} and two lower-case hexadecimal digits. Capitals are written so as well, since
 * some file systems hold them equal to small letters, and so is an underscore that begins the folder name, since Hive,
 * Spark and others take such folders for hidden ones. A folder name of more than 200 bytes is cut and ends in {@code ~}
 * and 32 digits of the SHA-256 of the whole; no other name holds a {@code ~}. So no two datasets share a folder.
 */
public final class LakePaths {

    /** The one Hive key of the lake. Query engines take its value from the path instead of a column of that name. */
    public static final String PERIOD_KEY = "logical_date";

    /** The manifest's name in the directory of an extract. */
    public static final String MANIFEST = "_manifest.json";

    /** The signature of the manifest beside it, where extracts are signed. */
    public static final String SIGNATURE = "_signature.json";

    /** The marker for readers that look for one; our own read the manifest only. */
    public static final String SUCCESS = "_SUCCESS";

    /** The folder, outside every pipeline's tree, that holds what is not published yet. */
    public static final String STAGING = "_staging";

    static final int LONGEST_NAME = 200;
    private static final int HASH_DIGITS = 32;

    private LakePaths() {}

    /** The folder that holds the extracts of a source, each in a folder of its period. */
    public static String source(ExtractKey key) {
        return key.pipeline() + "/" + key.source();
    }

    /** The folder of an extract. */
    public static String extract(ExtractKey key) {
        return source(key) + "/" + periodFolder(key.period());
    }

    /** The folder of a report. */
    public static String report(PipelineName pipeline, String name, Period period) {
        return pipeline + "/" + SourceName.REPORTS + "/" + folder(DatasetName.bare(name)) + "/" + periodFolder(period);
    }

    /** The name of a dataset's folder in its extract's directory. */
    public static String folder(DatasetName dataset) {
        StringBuilder encoded = new StringBuilder();
        dataset.schema().ifPresent(schema -> {
            encode(encoded, schema);
            encoded.append('.');
        });
        encode(encoded, dataset.name());
        if (encoded.charAt(0) == '_') {
            encoded.replace(0, 1, "%5f");
        }
        return cut(encoded.toString());
    }

    /**
     * The name of a data file.
     *
     * @param number its place among the parts of its dataset, from 0
     * @param sha256 the SHA-256 of its bytes, hexadecimal
     */
    public static String part(int number, String sha256) {
        return "part-%05d-%s.parquet".formatted(number, sha256.substring(0, 8));
    }

    /** Names one extract among all of the lake: for its lock and its staging folders. */
    public static String slot(ExtractKey key) {
        return key.pipeline() + "-" + key.source() + "-" + key.period();
    }

    /** Names one report among all extracts and reports of the lake. */
    public static String slot(PipelineName pipeline, String report, Period period) {
        String folder = folder(DatasetName.bare(report));
        return pipeline + "-" + SourceName.REPORTS + "-" + shortened(folder, 100) + "-" + period;
    }

    /** A name of at most so many bytes that differs wherever the full one does. */
    public static String shortened(String text, int longest) {
        StringBuilder encoded = new StringBuilder();
        encode(encoded, text);
        return cut(encoded.toString(), longest);
    }

    private static String periodFolder(Period period) {
        return PERIOD_KEY + "=" + period;
    }

    private static void encode(StringBuilder to, String text) {
        ByteBuffer bytes = utf8(text);
        while (bytes.hasRemaining()) {
            int unit = bytes.get() & 0xFF;
            if (isPlain(unit)) {
                to.append((char) unit);
            } else {
                to.append('%').append(Character.forDigit(unit >> 4, 16)).append(Character.forDigit(unit & 15, 16));
            }
        }
    }

    private static ByteBuffer utf8(String text) {
        try {
            return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("a name with half a character, which no source can have", e);
        }
    }

    private static boolean isPlain(int unit) {
        return unit >= 'a' && unit <= 'z' || unit >= '0' && unit <= '9' || unit == '_' || unit == '-';
    }

    private static String cut(String encoded) {
        return cut(encoded, LONGEST_NAME);
    }

    private static String cut(String encoded, int longest) {
        if (encoded.length() <= longest) {
            return encoded;
        }
        int end = longest - HASH_DIGITS - 1;
        int escape = encoded.lastIndexOf('%', end - 1);
        if (escape > end - 3) {
            end = escape;
        }
        String hash = Sha256.of(encoded.getBytes(StandardCharsets.US_ASCII));
        return encoded.substring(0, end) + "~" + hash.substring(0, HASH_DIGITS);
    }

    /** The column that the lake's Hive key hides from query engines, when the table has one. */
    public static Optional<String> hiddenColumn(TableDefinition table) {
        return table.columns().stream()
                .map(ColumnDefinition::name)
                .filter(PERIOD_KEY::equalsIgnoreCase)
                .findFirst();
    }
}
