package dev.daybook.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
                        + " SOURCE_DB_PASSWORD_FILE: file 'y' does not exist");
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

    @Test
    void missingSecretFileIsRefused() {
        assertThatThrownBy(this::passwordAtFile)
                .hasMessage("SOURCE_DB_PASSWORD_FILE: file '" + file + "' does not exist");
    }

    @Test
    void folderInPlaceOfASecretFileIsRefused() throws IOException {
        Files.createDirectory(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));

        assertThatThrownBy(this::passwordAtFile)
                .hasMessage(
                        "SOURCE_DB_PASSWORD_FILE: file '" + file + "' is a folder, expected a file with the secret");
    }

    @Test
    void secretFileMustBeTextOfALikelyLength() {
        assertThatThrownBy(() -> passwordIn(new byte[] {(byte) 0xE9}, "rw-------"))
                .hasMessage("SOURCE_DB_PASSWORD_FILE: file '" + file + "' is not UTF-8 text");
        assertThatThrownBy(() -> passwordIn(new byte[70_000], "rw-------"))
                .hasMessage("SOURCE_DB_PASSWORD_FILE: file '" + file
                        + "' has 70000 bytes, expected a secret of at most 65536");
    }
}
