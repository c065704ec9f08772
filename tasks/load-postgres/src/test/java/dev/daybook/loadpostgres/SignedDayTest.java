package dev.daybook.loadpostgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.lake.model.LakePaths;
import dev.daybook.task.run.Surroundings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Days whose manifests must be signed. */
class SignedDayTest {

    private static final String DATE = "2024-01-20";
    private static final byte[] KEY = new byte[32];

    @TempDir
    private Path folder;

    private Shop shop;
    private Path keyFile;

    @BeforeEach
    void makeShop() throws IOException {
        shop = new Shop(folder.resolve("lake"));
        Files.createDirectories(folder.resolve("lake"));
        shop.extract(DATE);
        keyFile = Files.writeString(folder.resolve("key"), HexFormat.of().formatHex(KEY) + "\n");
        Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("r--------"));
    }

    private Run run(boolean withKey, String... words) {
        List<String> arguments = new ArrayList<>(List.of(words));
        arguments.addAll(List.of(
                "--pipeline",
                "northwind",
                "--date",
                DATE,
                "--lake",
                shop.lake.root().toString()));
        Map<String, String> environment = new HashMap<>(Run.environment(shop.warehouse.url(), shop.warehouse));
        if (withKey) {
            environment.put("LAKE_KEY_FILE", keyFile.toString());
        }
        ByteArrayOutputStream stdout = new ByteArrayOutputStream();
        ByteArrayOutputStream stderr = new ByteArrayOutputStream();
        int exitCode = LoadPostgresMain.program()
                .run(arguments, new Surroundings(environment, Clock.systemUTC(), stdout, stderr));
        return new Run(exitCode, stdout.toString(StandardCharsets.UTF_8), stderr.toString(StandardCharsets.UTF_8));
    }

    /** As the documentation says it is computed. */
    private void sign(String source) throws IOException, GeneralSecurityException {
        Path directory = shop.lake.directory(source, DATE);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
        String code = HexFormat.of().formatHex(mac.doFinal(Files.readAllBytes(directory.resolve(LakePaths.MANIFEST))));
        Files.writeString(
                directory.resolve(LakePaths.SIGNATURE),
                "{\"algorithm\":\"HMAC-SHA-256\",\"key_id\":\"" + keyId() + "\",\"signature\":\"" + code + "\"}\n");
    }

    private static String keyId() throws GeneralSecurityException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(KEY))
                .substring(0, 8);
    }

    private List<String> signedBy() {
        return shop.warehouse.query("SELECT signed_by FROM daybook.load_ledger");
    }

    @Test
    void aDayOfSignedExtractsIsLoadedAndTheLedgerSaysByWhichKey() throws Exception {
        sign("postgres");
        sign("csv");

        assertThat(run(true, "--require-signature").exitCode()).isZero();
        assertThat(signedBy()).containsExactly(keyId());
        assertThat(run(true, "verify", "--require-signature").exitCode()).isZero();
    }

    @Test
    void anUnsignedExtractIsRefusedBeforeItsManifestIsLookedInto() throws Exception {
        sign("postgres");
        Path manifest = shop.lake.directory("csv", DATE).resolve(LakePaths.MANIFEST);
        Files.writeString(manifest, "no manifest at all");
        String message = "unsigned manifest " + manifest
                + ": expected a signature by a key of LAKE_KEY_FILE, found none; find out who wrote it, then run the extract"
                + " of this period again with the key";

        for (String command : List.of("run", "verify")) {
            Run refused = run(true, command, "--require-signature");

            assertThat(refused.exitCode()).as(refused.log()).isEqualTo(65);
            assertThat(refused.message()).isEqualTo(message);
        }
        assertThat(shop.warehouse.query("SELECT to_regclass('daybook.load_ledger')"))
                .containsExactly("<null>");
    }

    @Test
    void requiringSignaturesWithoutAKeyIsAMissingSetting() {
        for (String command : List.of("run", "verify", "check")) {
            Run refused = run(false, command, "--require-signature");

            assertThat(refused.exitCode()).as(refused.log()).isEqualTo(78);
            assertThat(refused.message())
                    .isEqualTo(
                            "--require-signature: expected LAKE_KEY_FILE to name the file with the key that the extracts"
                                    + " sign with, found it not set");
        }
    }

    /** A ledger of the version before: no column, and a day that was loaded without looking at signatures. */
    @Test
    void aDayThatIsLoadedAlreadyIsRecordedAsSignedOnceThatIsVerified() throws Exception {
        assertThat(run(false).exitCode()).isZero();
        shop.warehouse.execute("ALTER TABLE daybook.load_ledger DROP COLUMN signed_by");
        sign("postgres");
        sign("csv");

        Run again = run(true, "--require-signature");

        assertThat(again.exitCode()).as(again.log()).isZero();
        assertThat(again.receipt()).contains("\"status\":\"unchanged\"");
        assertThat(signedBy()).containsExactly(keyId());
    }

    @Test
    void aDayWithOneUnsignedExtractIsNotRecordedAsSigned() throws Exception {
        sign("postgres");

        assertThat(run(true).exitCode()).isZero();
        assertThat(signedBy()).containsExactly("<null>");
    }
}
