package dev.daybook.loadpostgres.build;

import java.util.Optional;

/**
 * How a period's tables are built.
 *
 * @param connections how many tables are loaded at once
 * @param strictForeignKeys whether a foreign key with orphans stops the load
 * @param grantTo the role that may read the tables
 */
public record BuildSettings(int connections, boolean strictForeignKeys, Optional<String> grantTo) {}
