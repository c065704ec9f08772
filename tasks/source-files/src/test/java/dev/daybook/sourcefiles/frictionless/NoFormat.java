package dev.daybook.sourcefiles.frictionless;

import dev.daybook.sourcefiles.schemafile.JsonProperties;
import java.util.Set;

/** A format without words of its own. */
final class NoFormat implements FormatReader {
    @Override
    public Set<String> read(JsonProperties resource) {
        return Set.of();
    }

    @Override
    public String draftCommand() {
        return "inspect FILE --output";
    }

    @Override
    public String schemaOption() {
        return "--schema";
    }
}
