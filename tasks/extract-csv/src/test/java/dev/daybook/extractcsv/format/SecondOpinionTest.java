package dev.daybook.extractcsv.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads random files with nasty values and compares with what was written, with Commons CSV and with DuckDB. */
class SecondOpinionTest {

    private static final String[] PIECES = {
        "a",
        "Z",
        "0",
        " ",
        ",",
        ";",
        "\"",
        "\"\"",
        "\n",
        "\r",
        "\r\n",
        "\\",
        "\\n",
        "'",
        "\t",
        "#",
        "\u00e9",
        "\u20ac",
        "\ud83d\ude00",
        "=",
        "NULL",
        "\u2028"
    };
    private static final String[] LINE_ENDS = {"\n", "\r\n", "\r"};

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void whatWasWrittenIsReadByAllThree(long seed) throws IOException, SQLException {
        Random random = new Random(seed);
        // DuckDB refuses some valid files with a CR within a value or with a single column; these have neither.
        List<List<String>> records = records(random, 200, 2 + random.nextInt(5)).stream()
                .map(record ->
                        record.stream().map(value -> value.replace("\r", "")).toList())
                .toList();
        String csv = write(records, random, () -> "\n");

        assertThat(ours(csv, 1 + random.nextInt(97))).as("seed %d", seed).isEqualTo(records);
        assertThat(commons(csv)).as("seed %d", seed).isEqualTo(records);
        assertThat(duck(csv, records.getFirst().size())).as("seed %d", seed).isEqualTo(records);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void lineEndsMayBeMixed(long seed) throws IOException {
        Random random = new Random(seed);
        List<List<String>> records = records(random, 200, 2 + random.nextInt(5));
        String csv = write(records, random, () -> LINE_ENDS[random.nextInt(LINE_ENDS.length)]);

        assertThat(ours(csv, 1 + random.nextInt(97))).as("seed %d", seed).isEqualTo(records);
    }

    @Test
    void noInputBreaksTheReader() throws IOException {
        Random random = new Random(21);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] = (byte) "ab,,\"\"\n\r\\# ".charAt(random.nextInt(11));
            }
            RecordReader reader =
                    new RecordReader(new ByteArrayInputStream(bytes), Dialect.DEFAULT, RecordLimits.DEFAULT);
            long lines = 0;
            try {
                while (reader.next()) {
                    assertThat(reader.line()).isGreaterThan(lines);
                    assertThat(reader.fields().count()).isPositive();
                    lines = reader.line();
                }
                assertThat(reader.position()).isEqualTo(bytes.length);
            } catch (UnreadableRecord e) {
                assertThat(e).hasMessage("a quote is opened here and never closed before the end of the file");
            }
        }
    }

    private static List<List<String>> records(Random random, int rows, int columns) {
        List<List<String>> records = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            List<String> record = new ArrayList<>();
            for (int column = 0; column < columns; column++) {
                StringBuilder value = new StringBuilder();
                for (int i = random.nextInt(6); i > 0; i--) {
                    value.append(PIECES[random.nextInt(PIECES.length)]);
                }
                record.add(value.toString());
            }
            records.add(record);
        }
        return records;
    }

    private interface LineEnd {
        String next();
    }

    private static String write(List<List<String>> records, Random random, LineEnd lineEnd) {
        StringBuilder csv = new StringBuilder();
        for (List<String> record : records) {
            List<String> cells = record.stream()
                    .map(value -> {
                        boolean plain = !value.isEmpty()
                                && value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
                        return plain && random.nextBoolean() ? value : '"' + value.replace("\"", "\"\"") + '"';
                    })
                    .toList();
            csv.append(String.join(",", cells)).append(lineEnd.next());
        }
        return csv.toString();
    }

    /** Our reader, fed in pieces of a size that cuts records, characters and line ends everywhere. */
    private static List<List<String>> ours(String csv, int pieceBytes) throws IOException {
        InputStream whole = new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8));
        InputStream pieces = new InputStream() {
            @Override
            public int read() throws IOException {
                return whole.read();
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return whole.read(target, offset, Math.min(length, pieceBytes));
            }
        };
        RecordReader reader = new RecordReader(pieces, Dialect.DEFAULT, RecordLimits.DEFAULT);
        List<List<String>> records = new ArrayList<>();
        while (reader.next()) {
            assertThat(reader.fault()).isEmpty();
            List<String> record = new ArrayList<>();
            for (int i = 0; i < reader.fields().count(); i++) {
                record.add(reader.text(i));
            }
            records.add(record);
        }
        return records;
    }

    private static List<List<String>> commons(String csv) throws IOException {
        CSVFormat format =
                CSVFormat.RFC4180.builder().setIgnoreEmptyLines(false).get();
        List<List<String>> records = new ArrayList<>();
        for (CSVRecord record : format.parse(new StringReader(csv))) {
            records.add(record.toList());
        }
        return records;
    }

    private List<List<String>> duck(String csv, int columns) throws IOException, SQLException {
        Path file = Files.writeString(folder.resolve("data.csv"), csv);
        List<List<String>> records = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM read_csv('" + file
                        + "', header = false, auto_detect = false, delim = ',', quote = '\"', escape = '\"',"
                        + " nullstr = 'no such text', columns = {" + duckColumns(columns) + "})")) {
            while (rows.next()) {
                List<String> record = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    record.add(rows.getString(i));
                }
                records.add(record);
            }
        }
        return records;
    }

    private static String duckColumns(int columns) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            names.add("'c" + i + "': 'VARCHAR'");
        }
        return String.join(", ", names);
    }
}
