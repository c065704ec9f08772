package dev.daybook.extractcsv;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;

/**
 * The value of an option that may say which dataset it is for: {@code order_details=/data/orders.csv}. A path that
 * itself begins like that is written {@code ./a=b.csv}.
 *
 * @param dataset the dataset, if it is named
 * @param value the rest
 */
record NamedValue(Optional<String> dataset, String value) {

    private static final Pattern NAMED = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)=(.+)", Pattern.DOTALL);

    /** A value with or without a dataset. */
    static final class Reader implements ITypeConverter<NamedValue> {
        @Override
        public NamedValue convert(String text) {
            Matcher matcher = NAMED.matcher(text);
            if (matcher.matches()) {
                return new NamedValue(Optional.of(matcher.group(1)), matcher.group(2));
            }
            if (text.isEmpty() || text.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("expected PATH or DATASET=PATH");
            }
            return new NamedValue(Optional.empty(), text);
        }
    }

    /** A value that must name its dataset. */
    static final class NamedReader implements ITypeConverter<NamedValue> {
        @Override
        public NamedValue convert(String text) {
            NamedValue value = new Reader().convert(text);
            if (value.dataset().isEmpty()) {
                throw new IllegalArgumentException("expected DATASET=NAME");
            }
            return value;
        }
    }
}
