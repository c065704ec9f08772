package dev.daybook.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.task.StepFailure;
import dev.daybook.testing.PostgresServer;
import dev.daybook.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlScriptTest {

    @TempDir
    private Path folder;

    private final TestDatabase database = PostgresServer.shared().createDatabase();

    @Test
    void runsStatementsAndCopyDataAsPsqlWould() throws Exception {
        List<String> leftOut = run("""
                --
                -- PostgreSQL database dump; with a semicolon
                --
                \\restrict abc
                SET client_encoding = 'UTF8';
                CREATE TABLE t (a int, b text); CREATE TABLE u (c text);
                INSERT INTO t VALUES (1, 'semi;colon
                \\and a line');
                CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $body$
                BEGIN
                    RETURN 1; -- $$
                END $body$;
                COPY public.t (a, b) FROM stdin;
                2\t\\N
                3\ttab\\tand;semicolon
                \\.
                COPY u FROM STDIN WITH (FORMAT csv);
                "a ""b\"""
                \\.
                /* the end; */
                \\unrestrict abc
                """);

        assertThat(leftOut).isEmpty();
        assertThat(database.query("SELECT a, b FROM t ORDER BY a"))
                .containsExactly("1|semi;colon\n\\and a line", "2|<null>", "3|tab\tand;semicolon");
        assertThat(database.query("SELECT c, f() FROM u")).containsExactly("a \"b\"|1");
    }

    @Test
    void leavesOutWhatADemoHasNoRolesFor() throws Exception {
        List<String> leftOut = run("""
                SET default_with_oids = false;
                CREATE TABLE t (a int);
                ALTER TABLE public.t OWNER TO somebody;
                GRANT SELECT ON TABLE t TO somebody;
                REVOKE ALL ON SCHEMA public FROM somebody;
                """);

        assertThat(leftOut)
                .containsExactlyInAnyOrder(
                        "1 statement left out: owners",
                        "2 statements left out: grants",
                        "1 statement left out: settings of other server versions");
        assertThat(database.query("SELECT count(*) FROM t")).containsExactly("0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT 1;#SELECT#1/0; | , line 2: ERROR: division by zero",
                "SELECT 1;##SELECT 2 | , line 3: expected a semicolon at the end of the statement, found the end of the file",
                "SELECT 'x;# | , line 1: expected a semicolon at the end of the statement, found the end of the file",
                "\\connect other# | , line 1: expected SQL, found the psql command \\connect other; write the dump of one database"
                        + " with pg_dump, without --create",
                "CREATE TABLE t (a int);#COPY t FROM stdin;#1# | , line 2: expected a line '\\.' at the end of COPY's data, found the"
                        + " end of the file"
            })
    void namesTheLineOfWhatFails(String script, String message) {
        assertThatThrownBy(() -> run(script.replace('#', '\n')))
                .isInstanceOf(StepFailure.BadData.class)
                .hasMessage(folder.resolve("dump.sql") + message);
    }

    private List<String> run(String script) throws IOException, SQLException {
        Path path = Files.writeString(folder.resolve("dump.sql"), script);
        try (Connection connection = database.connect()) {
            return new SqlScript(path).run(connection);
        }
    }
}
