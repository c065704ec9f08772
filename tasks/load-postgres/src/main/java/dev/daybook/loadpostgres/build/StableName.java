package dev.daybook.loadpostgres.build;

import dev.daybook.lake.model.Sha256;
import dev.daybook.lake.model.WarehouseName;
import java.nio.charset.StandardCharsets;

/** Names of types and collations in the stable schema. */
final class StableName {

    private static final int HASH_DIGITS = 8;
    private static final String SEPARATOR = "__";

    private StableName() {}

    /** A name for another definition under the same name. */
    static String versioned(String name, String definition) {
        return withinLimit(name + SEPARATOR + hash(definition));
    }

    /** The name, or its beginning and a hash where it is too long for PostgreSQL, which would cut it. */
    static String withinLimit(String name) {
        if (WarehouseName.bytes(name) <= WarehouseName.LONGEST_BYTES) {
            return name;
        }
        int room = WarehouseName.LONGEST_BYTES - SEPARATOR.length() - HASH_DIGITS;
        return WarehouseName.shortened(name, room) + SEPARATOR + hash(name);
    }

    private static String hash(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8)).substring(0, HASH_DIGITS);
    }
}
