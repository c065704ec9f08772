package dev.daybook.loadpostgres.schema;

import java.security.SecureRandom;
import java.util.HexFormat;

/** The identity of one load: 8 random hexadecimal digits, which also name the schema that it builds. */
public final class LoadId {

    private static final SecureRandom RANDOM = new SecureRandom();

    private LoadId() {}

    /** A new one. */
    public static String create() {
        return HexFormat.of().toHexDigits(RANDOM.nextInt());
    }
}
