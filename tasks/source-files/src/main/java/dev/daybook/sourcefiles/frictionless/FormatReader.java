package dev.daybook.sourcefiles.frictionless;

import dev.daybook.sourcefiles.schemafile.JsonProperties;
import java.util.Set;

/** Reads those words of a resource that only files of one format have, such as the dialect of a CSV file. */
public interface FormatReader {

    /**
     * Reads them. It is asked once, before the schema is read, and not at all for a Table Schema without a resource around
     * it: then the format's defaults hold. What neither it nor the common reader asks for is refused.
     *
     * @param resource the resource's properties; gets what is wrong with them
     * @return the texts that mean NULL in this format, in addition to those of the schema
     */
    Set<String> read(JsonProperties resource);

    /** The command that proposes a schema for a file, up to the name of the schema's file; for messages. */
    String draftCommand();

    /** The step's option that names a schema file, such as {@code --schema}; for messages. */
    String schemaOption();
}
