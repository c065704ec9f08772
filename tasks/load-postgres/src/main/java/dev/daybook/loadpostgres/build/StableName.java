package dev.daybook.loadpostgres.build;

import dev.daybook.postgres.warehouse.WarehouseNames;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names of types and collations in the stable schema. */
final class StableName {

    private StableName() {}

    /** A name for another definition under the same name. */
    static String versioned(String name, String definition) {
        return withinLimit(name + "__" + hash(definition));
    }

    /** The name, or its first bytes and a hash where it is too long for PostgreSQL, which would cut it. */
    static String withinLimit(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= WarehouseNames.LONGEST_NAME) {
            return name;
        }
        int end = WarehouseNames.LONGEST_NAME - 10;
        while ((bytes[end] & 0xC0) == 0x80) {
            end--; // not within a character
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8) + "__" + hash(name);
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
