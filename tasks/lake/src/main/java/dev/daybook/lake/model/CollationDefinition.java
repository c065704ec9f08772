package dev.daybook.lake.model;

import java.util.Optional;

/**
 * What a user's own collation is made of: enough to make the same one elsewhere.
 *
 * @param provider who compares
 * @param locale the provider's name for the order: {@code de-u-co-phonebk}, {@code de_DE.utf8}
 * @param deterministic whether only texts of the same bytes are equal
 * @param rules rules of one's own, for ICU (PostgreSQL 16 and newer)
 */
public record CollationDefinition(Provider provider, String locale, boolean deterministic, Optional<String> rules) {

    /** Who compares texts. */
    public enum Provider {
        /** The ICU library. */
        ICU,
        /** The C library of the server's system. */
        LIBC,
        /** PostgreSQL itself (17 and newer). */
        BUILTIN
    }
}
