package dev.daybook.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {

    @TempDir
    private Path folder;

    @Test
    void keepsItsDataFromStartToStart() throws SQLException {
        Passwords passwords = passwords();
        try (PostgresServer first = PostgresServer.start(folder, passwords)) {
            assertThat(first.started()).isTrue();
            new Databases(first, passwords).createMissing();
            execute(first, passwords, "CREATE TABLE kept ()");
        }
        try (PostgresServer second = PostgresServer.start(folder, passwords())) {
            assertThat(second.started()).isTrue();
            new Databases(second, passwords).createMissing();
            execute(second, passwords, "DROP TABLE kept");
        }
    }

    @Test
    void usesAServerThatIsUpAndLeavesItUp() throws SQLException {
        Passwords passwords = passwords();
        try (PostgresServer first = PostgresServer.start(folder, passwords)) {
            try (PostgresServer second = PostgresServer.start(folder, passwords())) {
                assertThat(second.started()).isFalse();
                assertThat(second.port()).isEqualTo(first.port());
            }
            execute(first, passwords, "SELECT 1");
        }
        assertThat(folder.resolve("data/postmaster.pid")).doesNotExist();
    }

    @Test
    void asksForPasswordsAndLetsTheExtractOnlyRead() throws SQLException {
        Passwords passwords = passwords();
        try (PostgresServer server = PostgresServer.start(folder, passwords)) {
            Databases databases = new Databases(server, passwords);
            databases.createMissing();
            assertThatThrownBy(() -> connect(server, Databases.SHOP, Databases.EXTRACT, "wrong"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
            try (var owner = connect(server, Databases.SHOP, Databases.SHOP, passwords.of(Databases.SHOP));
                    var statement = owner.createStatement()) {
                statement.execute("CREATE TABLE made_by_shop AS SELECT 1 AS a");
            }
            try (var extract = connect(server, Databases.SHOP, Databases.EXTRACT, passwords.of(Databases.EXTRACT));
                    var statement = extract.createStatement()) {
                assertThat(statement.execute("SELECT a FROM made_by_shop")).isTrue();
                assertThatThrownBy(() -> statement.execute("DELETE FROM made_by_shop"))
                        .hasMessageContaining("permission denied");
                assertThatThrownBy(() -> statement.execute("CREATE TABLE made_by_extract ()"))
                        .hasMessageContaining("permission denied");
            }
        }
    }

    @Test
    void keepsPasswordsForTheOwnerOnly() throws IOException {
        Passwords first = passwords();
        Passwords second = passwords();

        assertThat(first.of(Databases.SHOP))
                .isEqualTo(second.of(Databases.SHOP))
                .hasSize(32);
        assertThat(first.of(Databases.EXTRACT)).isNotEqualTo(first.of(Databases.SHOP));
        assertThat(Files.getPosixFilePermissions(folder.resolve("pgpass")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    private Passwords passwords() {
        return new Passwords(folder.resolve("pgpass"), Databases.ROLES);
    }

    private static void execute(PostgresServer server, Passwords passwords, String sql) throws SQLException {
        try (var connection = connect(server, "postgres", "postgres", passwords.of("postgres"));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static java.sql.Connection connect(PostgresServer server, String database, String role, String password)
            throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + server.port() + "/" + database, role, password);
    }
}
