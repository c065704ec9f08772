package dev.daybook.task;

import dev.daybook.task.text.EscapedText;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The identity of one run of one step: the time plus 80 random bits by default, or what {@code --run-id} gives.
 *
 * @param value matches {@code [A-Za-z0-9][A-Za-z0-9._:+-]{0,199}}
 */
public record RunId(String value) {

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:+-]{0,199}");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** @throws IllegalArgumentException when the value is not an allowed run id */
    public RunId {
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException("expected a run id of at most 200 letters, digits and . _ : + -, found '"
                    + EscapedText.of(value) + "'");
        }
    }

    /** A new run id; two runs never share one, even when they start in the same second. */
    public static RunId create(Instant now) {
        byte[] random = new byte[10];
        new SecureRandom().nextBytes(random);
        return new RunId(TIME.format(now) + "-" + HexFormat.of().formatHex(random));
    }

    @Override
    public String toString() {
        return value;
    }
}
