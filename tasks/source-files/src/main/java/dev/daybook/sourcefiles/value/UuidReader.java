package dev.daybook.sourcefiles.value;

import dev.daybook.lake.column.BytesVector;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads UUIDs into the form that PostgreSQL prints: small letters, four hyphens. */
final class UuidReader implements ValueReader {

    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private final BytesVector target;

    UuidReader(BytesVector target) {
        this.target = target;
    }

    @Override
    public @Nullable String read(byte[] bytes, int start, int length) {
        String text = new String(bytes, start, length, StandardCharsets.UTF_8);
        if (!UUID.matcher(text).matches()) {
            return "";
        }
        target.add(text.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII), 0, length);
        return null;
    }
}
