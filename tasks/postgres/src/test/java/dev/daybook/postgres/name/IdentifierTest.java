package dev.daybook.postgres.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.testing.PostgresServer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IdentifierTest {

    private static final long SEED = 20_260_120;
    private static final String ALPHABET = "aZ0_$ \"'\\.,;-/*?%\t\n{}()[]äßЖ漢😀\u0301";

    @Test
    void theServerReadsEveryNameAsItself() throws SQLException {
        try (Connection connection = PostgresServer.shared().createDatabase().connect()) {
            for (String name : names()) {
                String quoted = Identifier.quote(name);
                assertThat(columnName(connection, "SELECT 1 AS " + quoted))
                        .as("seed %d", SEED)
                        .isEqualTo(name);
                assertThat(sameIdentifier(connection, quoted, name)).as(quoted).isTrue();
            }
        }
    }

    @Test
    void noIdentifierIsEmptyOrHoldsANul() {
        assertThatThrownBy(() -> Identifier.quote("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Identifier.quote("a\0b")).hasMessage("an identifier is neither empty nor holds a NUL");
    }

    @Test
    void aQualifiedNameIsQuotedInParts() {
        assertThat(Identifier.quote("a.b", "c\"d")).isEqualTo("\"a.b\".\"c\"\"d\"");
    }

    /** quote_ident and format('%I') quote only where they must; both spellings must be one identifier. */
    private static boolean sameIdentifier(Connection connection, String quoted, String name) throws SQLException {
        String query = "SELECT parse_ident(?) = parse_ident(quote_ident(?)) AND quote_ident(?) = format('%I', ?)";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, quoted);
            statement.setString(2, name);
            statement.setString(3, name);
            statement.setString(4, name);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private static String columnName(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            try (ResultSet row = statement.executeQuery(sql)) {
                return row.getMetaData().getColumnName(1);
            }
        }
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>(List.of(
                "orders",
                "Orders",
                "select",
                "user",
                "ä",
                "😀",
                "a\"; DROP TABLE b;--",
                "\"",
                " ",
                "x".repeat(63),
                "?"));
        Random random = new Random(SEED);
        int[] letters = ALPHABET.codePoints().toArray();
        while (names.size() < 500) {
            StringBuilder name = new StringBuilder();
            int length = 1 + random.nextInt(20);
            for (int i = 0; i < length; i++) {
                name.appendCodePoint(letters[random.nextInt(letters.length)]);
            }
            if (name.toString().getBytes(StandardCharsets.UTF_8).length <= 63) {
                names.add(name.toString());
            }
        }
        return names;
    }
}
