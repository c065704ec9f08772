package dev.daybook.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.daybook.task.file.OddFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {

    private record Login(String url, String user, Secret password) {}

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("password");
    }

    private static Login read(Map<String, String> variables) {
        return new Environment(variables)
                .read(reader -> new Login(
                        reader.required("SOURCE_DB_URL"),
                        reader.required("SOURCE_DB_USER"),
                        reader.secret("SOURCE_DB_PASSWORD")));
    }

    private Secret passwordIn(byte[] content, String mode) throws IOException {
        Files.write(file, content);
        assumeTrue(file.getFileSystem().supportedFileAttributeViews().contains("posix"), "needs POSIX modes");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        return passwordAtFile();
    }

    private Secret passwordAtFile() {
        return read(Map.of("SOURCE_DB_URL", "u", "SOURCE_DB_USER", "me", "SOURCE_DB_PASSWORD_FILE", file.toString()))
                .password();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void settingsAreRead() {
        Login login = read(Map.of("SOURCE_DB_URL", "u", "SOURCE_DB_USER", "me", "SOURCE_DB_PASSWORD", "pass word"));

        assertThat(login.url()).isEqualTo("u");
        assertThat(login.user()).isEqualTo("me");
        assertThat(login.password().reveal()).isEqualTo("pass word");
    }

    @Test
    void secretNeverShowsItself() {
        Login login = read(Map.of("SOURCE_DB_URL", "u", "SOURCE_DB_USER", "me", "SOURCE_DB_PASSWORD", "hunter2"));

        assertThat(login.toString()).isEqualTo("Login[url=u, user=me, password=***]");
    }

    @Test
    void allProblemsAreReportedAtOnceWithTheNearMiss() {
        Map<String, String> variables =
                Map.of("SOURCE_DB_USR", "me", "SOURCE_DB_PASWORD_FILE", "/run/secrets/p", "SOURCE_DB_URL", "");

        assertThatThrownBy(() -> read(variables))
                .isInstanceOfSatisfying(
                        StepFailure.Configuration.class,
                        failure -> assertThat(failure.problems())
                                .containsExactly(
                                        "SOURCE_DB_URL: not set",
                                        "SOURCE_DB_USER: not set, did you misspell it as SOURCE_DB_USR?",
                                        "SOURCE_DB_PASSWORD: not set, nor SOURCE_DB_PASSWORD_FILE,"
                                                + " did you misspell it as SOURCE_DB_PASWORD_FILE?"));
    }

    @Test
    void standInForAMissingValueDoesNotHideThatItIsMissing() {
        assertThatThrownBy(() -> new Environment(Map.of()).read(reader -> Integer.parseInt(reader.required("PORT"))))
                .isInstanceOf(StepFailure.Configuration.class)
                .hasMessage("PORT: not set");
    }

    @Test
    void bothPasswordAndFileIsAContradiction() {
        Map<String, String> variables = Map.of(
                "SOURCE_DB_URL",
                "u",
                "SOURCE_DB_USER",
                "me",
                "SOURCE_DB_PASSWORD",
                "x",
                "SOURCE_DB_PASSWORD_FILE",
                "y");

        assertThatThrownBy(() -> read(variables))
                .hasMessage("SOURCE_DB_PASSWORD and SOURCE_DB_PASSWORD_FILE: both set, expected one of them;"
                        + " SOURCE_DB_PASSWORD_FILE: expected the path of a file, found none there; the value is not shown,"
                        + " as it may be the secret itself");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hunter2", "hunter2\n", "hunter2\r\n"})
    void newlineAtTheEndOfASecretFileIsLeftOut(String content) throws IOException {
        assertThat(passwordIn(bytes(content), "r--------").reveal()).isEqualTo("hunter2");
    }

    @Test
    void onlyOneNewlineIsLeftOut() throws IOException {
        assertThat(passwordIn(bytes(" a\n\n"), "r--------").reveal()).isEqualTo(" a\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"r--------", "rw-------", "r--r-----", "rw-r-----", "rwx------"})
    void secretFileOfTheOwnerAndReadableByTheGroupIsTaken(String mode) throws IOException {
        assertThat(passwordIn(bytes("hunter2"), mode).reveal()).isEqualTo("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"r--r--r--", "rw-r--r--", "rw-rw----", "r-----r--", "rw----rw-", "r--r-x---"})
    void secretFileThatIsOpenToOthersIsRefused(String mode) {
        assertThatThrownBy(() -> passwordIn(bytes("hunter2"), mode))
                .isInstanceOf(StepFailure.Configuration.class)
                .hasMessage("SOURCE_DB_PASSWORD_FILE: file '" + file + "' is open to others (" + mode
                        + "), expected at most r--r-----: chmod 0440 it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n"})
    void emptySecretFileIsRefused(String content) {
        assertThatThrownBy(() -> passwordIn(bytes(content), "r--------"))
                .hasMessage("SOURCE_DB_PASSWORD_FILE: file '" + file + "' is empty");
    }

    /** The password itself in the variable that should name its file is a mistake that is made; no log may hold it. */
    @ParameterizedTest
    @ValueSource(strings = {"c4n4ry", "/c4n4ry", "c4n4ry/x", "c4n4ry\0", "~/c4n4ry", "postgresql://u:c4n4ry@h/db"})
    void valueThatLeadsToNoFileIsNotShown(String value) {
        assertThatThrownBy(() ->
                        read(Map.of("SOURCE_DB_URL", "u", "SOURCE_DB_USER", "me", "SOURCE_DB_PASSWORD_FILE", value)))
                .isInstanceOf(StepFailure.Configuration.class)
                .hasMessage("SOURCE_DB_PASSWORD_FILE: expected the path of a file, found none there; the value is not"
                        + " shown, as it may be the secret itself");
    }

    @Test
    void valueTooLongForANameIsNotShownEither() {
        assertThatThrownBy(() -> read(Map.of(
                        "SOURCE_DB_URL", "u", "SOURCE_DB_USER", "me", "SOURCE_DB_PASSWORD_FILE", "c4n4ry".repeat(900))))
                .hasMessage("SOURCE_DB_PASSWORD_FILE: the file that it names cannot be read: File name too long");
    }

    @Timeout(60)
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PIPE       | file '%s': expected a file, found a named pipe
            ENDLESS    | file '%s': expected a file, found a device
            FOLDER     | file '%s': expected a file, found a folder
            SOCKET     | file '%s': expected a file, found a socket
            DANGLING   | expected the path of a file, found none there; the value is not shown, as it may be the secret itself
            LOOP       | the file that it names cannot be read: Too many levels of symbolic links or unable to access attributes of symbolic link
            UNREADABLE | the file that it names cannot be read: permission denied
            """)
    void whatIsNoSecretFileIsRefusedAtOnce(OddFiles.Kind kind, String message) throws IOException {
        new OddFiles(file.getParent()).make(kind, file.getFileName().toString());

        assertThatThrownBy(this::passwordAtFile)
                .isInstanceOf(StepFailure.Configuration.class)
                .hasMessage("SOURCE_DB_PASSWORD_FILE: " + message.formatted(file));
    }

    /** Kubernetes and Docker mount secrets behind links. */
    @Test
    void secretIsReadThroughLinks() throws IOException {
        Path target = Files.writeString(file.resolveSibling("..data"), "hunter2\n");
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("r--------"));
        Files.createSymbolicLink(file, target);

        assertThat(passwordAtFile().reveal()).isEqualTo("hunter2");
    }

    @Test
    void secretFileMustBeTextOfALikelyLength() {
        assertThatThrownBy(() -> passwordIn(new byte[] {(byte) 0xE9}, "rw-------"))
                .hasMessage("SOURCE_DB_PASSWORD_FILE: file '" + file + "' is not UTF-8 text");
        assertThatThrownBy(() -> passwordIn(new byte[70_000], "rw-------"))
                .hasMessage("SOURCE_DB_PASSWORD_FILE: file '" + file + "': expected at most 65536 bytes, found more");
    }
}
