package dev.daybook.postgres.catalog;

import dev.daybook.lake.model.CollationDefinition;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The part of a row of {@link CatalogQueries#columns} that describes a user's own collation. */
final class CollationRow {

    private CollationRow() {}

    /** What a user's collation is made of; a provider or a form that this program does not know is not described. */
    static Optional<CollationDefinition> definition(ResultSet row) throws SQLException {
        Optional<CollationDefinition.Provider> provider =
                Optional.ofNullable(row.getString(13)).flatMap(CollationRow::provider);
        String locale = row.getString(14);
        if (provider.isEmpty() || locale == null) {
            return Optional.empty();
        }
        return Optional.of(new CollationDefinition(
                provider.get(), locale, row.getBoolean(15), Optional.ofNullable(row.getString(16))));
    }

    private static Optional<CollationDefinition.Provider> provider(String letter) {
        return switch (letter) {
            case "i" -> Optional.of(CollationDefinition.Provider.ICU);
            case "c" -> Optional.of(CollationDefinition.Provider.LIBC);
            case "b" -> Optional.of(CollationDefinition.Provider.BUILTIN);
            default -> Optional.empty();
        };
    }
}
