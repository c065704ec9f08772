package dev.daybook.extractcsv;

import dev.daybook.sourcefiles.input.FilePattern;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;

/**
 * The value of an option for files that may say which dataset they are for.
 *
 * @param dataset the dataset, if it is named
 * @param pattern the files
 */
record NamedPattern(Optional<String> dataset, FilePattern pattern) {

    /** Reads it. */
    static final class Reader implements ITypeConverter<NamedPattern> {
        @Override
        public NamedPattern convert(String text) {
            NamedValue named = new NamedValue.Reader().convert(text);
            return new NamedPattern(named.dataset(), FilePattern.parse(named.value()));
        }
    }
}
