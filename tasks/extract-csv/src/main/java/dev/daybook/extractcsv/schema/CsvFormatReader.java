package dev.daybook.extractcsv.schema;

import dev.daybook.extractcsv.format.Dialect;
import dev.daybook.sourcefiles.frictionless.FormatReader;
import dev.daybook.sourcefiles.schemafile.JsonProperties;
import dev.daybook.task.text.EscapedText;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;
import java.util.Set;

/** Reads what a resource says of its CSV file, the {@code encoding} and the {@code dialect}, and keeps it. */
final class CsvFormatReader implements FormatReader {

    private Charset charset = StandardCharsets.UTF_8;
    private Dialect dialect = Dialect.DEFAULT;

    @Override
    public Set<String> read(JsonProperties resource) {
        resource.only("format", "csv");
        resource.only("mediatype", "text/csv");
        charset = charset(resource);
        Optional<JsonProperties> node = resource.object("dialect");
        dialect = node.map(DialectReader::read).orElse(Dialect.DEFAULT);
        Optional<String> nullSequence = node.flatMap(found -> found.text("nullSequence"));
        node.ifPresent(JsonProperties::finish);
        return nullSequence.map(Set::of).orElse(Set.of());
    }

    private static Charset charset(JsonProperties resource) {
        return resource.text("encoding")
                .map(name -> {
                    try {
                        return Charset.forName(name);
                    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
                        resource.problem(
                                "encoding",
                                "unknown encoding '" + EscapedText.of(name)
                                        + "'; expected utf-8, iso-8859-1, windows-1252, utf-16 or another of Java's");
                        return StandardCharsets.UTF_8;
                    }
                })
                .orElse(StandardCharsets.UTF_8);
    }

    @Override
    public String draftCommand() {
        return "extract-csv inspect FILE --output";
    }

    @Override
    public String schemaOption() {
        return "--schema";
    }

    /** The encoding that the file is declared to have. */
    Charset charset() {
        return charset;
    }

    /** The dialect that the file is declared to be written in. */
    Dialect dialect() {
        return dialect;
    }
}
