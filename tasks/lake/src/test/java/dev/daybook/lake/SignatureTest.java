package dev.daybook.lake;

import static dev.daybook.lake.SampleExtracts.CLOSING;
import static dev.daybook.lake.SampleExtracts.KEY;
import static dev.daybook.lake.SampleExtracts.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.lake.files.LocalFileSteps;
import dev.daybook.lake.files.LocalStorage;
import dev.daybook.lake.manifest.SigningKeys;
import dev.daybook.lake.model.LakePaths;
import dev.daybook.lake.publish.Publication.Outcome;
import dev.daybook.lake.storage.TakeOver;
import dev.daybook.task.Environment;
import dev.daybook.task.StepFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTest {

    private static final String FIRST = "11".repeat(32);
    private static final String SECOND = "ab".repeat(32);

    /** {@code printf '\x11...' | sha256sum}, its first 8 digits. */
    private static final String FIRST_ID = "02d449a3";

    @TempDir
    private Path folder;

    private static SigningKeys keys(String text) {
        return SigningKeys.of(new Environment(Map.of("LAKE_KEY", text)));
    }

    private Lake lake(String keys) {
        return new Lake(new LocalStorage(folder.resolve("output")), keys(keys), TakeOver.NOTHING, new LinesFormat());
    }

    private Path file(String name) {
        return folder.resolve("output/northwind/postgres/logical_date=2024-01-20")
                .resolve(name);
    }

    /** As anybody computes it who has the key: RFC 2104 over the manifest's bytes. */
    private static String hmac(String key, byte[] bytes) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(HexFormat.of().parseHex(key), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(bytes));
    }

    @Test
    void theSignatureLiesBesideTheManifestAndNamesItsKey() throws Exception {
        publish(lake(FIRST), 1);

        assertThat(file(LakePaths.SIGNATURE))
                .hasContent("{\"algorithm\":\"HMAC-SHA-256\",\"key_id\":\""
                        + keys(FIRST).firstId() + "\",\"signature\":\""
                        + hmac(FIRST, Files.readAllBytes(file(LakePaths.MANIFEST))) + "\"}\n");
        assertThat(lake(FIRST).find(KEY).orElseThrow().signedBy())
                .contains(keys(FIRST).firstId());
        lake(FIRST).find(KEY).orElseThrow().verify();
        lake(FIRST).requireSigned(KEY);
    }

    @Test
    void aKeysNameIsTheBeginningOfItsHash() throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(HexFormat.of().parseHex(FIRST));

        assertThat(keys(FIRST).firstId())
                .isEqualTo(HexFormat.of().formatHex(hash).substring(0, 8))
                .isEqualTo(FIRST_ID);
    }

    @Test
    void withoutAKeyNothingIsSignedAndAllIsRead() {
        publish(Lake.at(folder.resolve("output")), 1);

        assertThat(file(LakePaths.SIGNATURE)).doesNotExist();
        assertThat(Lake.at(folder.resolve("output")).find(KEY).orElseThrow().signedBy())
                .isEmpty();
    }

    @Test
    void anUnsignedExtractOfTheSameContentIsPublishedAgain() {
        publish(PublishScenario.lake(folder.resolve("output"), new LocalFileSteps()), 1);

        assertThat(publish(lake(FIRST), 1)).isInstanceOf(Outcome.Published.class);
        lake(FIRST).requireSigned(KEY);
        assertThat(publish(lake(FIRST), 1)).isInstanceOf(Outcome.Unchanged.class);
    }

    /** The new key comes first, the old one stays until all that it signed is signed anew. */
    @Test
    void keysAreReplacedOneAfterTheOther() {
        publish(lake(FIRST), CLOSING, false, 1);
        lake(SECOND + "\n" + FIRST).requireSigned(KEY);

        Outcome outcome = publish(lake(SECOND + "\n" + FIRST), CLOSING.plusSeconds(86_400 * 30), false, 1);

        assertThat(outcome).isInstanceOf(Outcome.Published.class);
        assertThat(outcome.manifest().asOf().time())
                .as("the state is still the one it was")
                .isEqualTo(CLOSING);
        lake(SECOND).requireSigned(KEY);
        assertThatThrownBy(() -> lake(FIRST).requireSigned(KEY)).isInstanceOf(StepFailure.BadData.class);
    }

    @ParameterizedTest
    @CsvSource({
        "removed, none",
        "of another key, one by key %s that does not verify with them",
        "of another manifest, one by key %s that does not verify with them",
        "under the wrong name, one by key %s that does not verify with them",
        "of another form, none",
        "a link, none"
    })
    void whatIsNotSignedByAnAcceptedKeyIsRefused(String kind, String found) throws Exception {
        publish(lake(FIRST), 1);
        Path signature = file(LakePaths.SIGNATURE);
        Path manifest = file(LakePaths.MANIFEST);
        String text = Files.readString(signature);
        String id = keys(FIRST).firstId();
        switch (kind) {
            case "removed" -> Files.delete(signature);
            case "of another key" -> {
                id = keys(SECOND).firstId();
                Files.writeString(
                        signature,
                        text.replaceAll(
                                        "signature\":\"[0-9a-f]+",
                                        "signature\":\"" + hmac(SECOND, Files.readAllBytes(manifest)))
                                .replace(keys(FIRST).firstId(), id));
            }
            case "of another manifest" ->
                Files.writeString(manifest, Files.readString(manifest).replace("northwind", "northwine"));
            case "under the wrong name" -> {
                id = "00000000";
                Files.writeString(signature, text.replace(keys(FIRST).firstId(), id));
            }
            case "of another form" -> Files.writeString(signature, text.replace(",", ", "));
            case "a link" -> Files.createSymbolicLink(signature, Files.move(signature, folder.resolve("elsewhere")));
            default -> throw new IllegalArgumentException(kind);
        }

        // Before anything else: a manifest that is damaged as well is refused for its signature.
        assertThatThrownBy(() -> lake(FIRST).requireSigned(KEY))
                .isInstanceOf(StepFailure.BadData.class)
                .hasMessage("unsigned manifest " + manifest + ": expected a signature by a key of LAKE_KEY_FILE, found "
                        + found.formatted(id)
                        + "; find out who wrote it, then run the extract of this period again with the key");
    }

    @Test
    void keysComeInHexadecimalOrBase64() {
        byte[] key = HexFormat.of().parseHex(SECOND);
        String base64 = Base64.getEncoder().encodeToString(key);

        assertThat(keys(base64).firstId()).isEqualTo(keys(SECOND).firstId());
        assertThat(keys(SECOND.toUpperCase(Locale.ROOT) + "\r\n" + FIRST + "\n\n")
                        .firstId())
                .isEqualTo(keys(SECOND).firstId());
        assertThat(keys(SECOND)).hasToString("1 keys");
    }

    @ParameterizedTest
    @ValueSource(strings = {"c4n4ry", "c4n4ryc4n4ryc4n4ryc4n4ryc4n4ryc4n4ry!", "abababababababababababababababab", " "})
    void whatIsNoKeyIsRefusedWithoutShowingIt(String text) {
        assertThatThrownBy(() -> keys(FIRST + "\n" + text + "x"))
                .isInstanceOf(StepFailure.Configuration.class)
                .hasMessage(
                        "LAKE_KEY: line 2: expected a key of at least 32 bytes in hexadecimal digits or Base64, found"
                                + " something else; make one with 'openssl rand -hex 32'");
    }

    @Test
    void moreThanTwoKeysAreRefused() {
        String three = String.join("\n", FIRST, SECOND, "22".repeat(32));
        assertThatThrownBy(() -> keys(three))
                .isInstanceOf(StepFailure.Configuration.class)
                .hasMessage("LAKE_KEY: expected at most 2 keys, one a line, found 3");
    }
}
