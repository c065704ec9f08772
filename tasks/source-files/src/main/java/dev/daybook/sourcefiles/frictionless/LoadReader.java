package dev.daybook.sourcefiles.frictionless;

import dev.daybook.lake.model.LoadMode;
import dev.daybook.lake.model.LoadMode.Keyed.Keep;
import dev.daybook.sourcefiles.schema.SchemaField;
import dev.daybook.sourcefiles.schemafile.JsonProperties;
import dev.daybook.task.text.EscapedText;
import java.util.List;
import java.util.Optional;

/** Reads how a dataset is loaded. */
final class LoadReader {

    static final String LOAD = "daybook:load";
    static final String VERSION = "daybook:version";
    private static final String KEEP = "daybook:keep";

    private LoadReader() {}

    static LoadMode read(JsonProperties schema, List<SchemaField> fields) {
        Optional<LoadMode.Kind> load = schema.oneOf(LOAD, List.of(LoadMode.Kind.values()), LoadMode.Kind::word);
        Optional<Keep> keep = schema.oneOf(KEEP, List.of(Keep.values()), Keep::word);
        List<String> version = version(schema, fields);
        return switch (load.orElse(LoadMode.Kind.SNAPSHOT)) {
            case SNAPSHOT -> alone(schema, LoadMode.SNAPSHOT);
            case EVENTS -> alone(schema, LoadMode.EVENTS);
            case KEYED -> {
                if (!schema.has(KEEP)) {
                    schema.problem(KEEP, "expected latest or first beside \"" + LOAD + "\": \"keyed\", found nothing");
                }
                yield new LoadMode.Keyed(keep.orElse(Keep.LATEST), version);
            }
        };
    }

    /** A mode that nothing else belongs to. */
    private static LoadMode alone(JsonProperties schema, LoadMode mode) {
        for (String property : List.of(KEEP, VERSION)) {
            if (schema.has(property)) {
                schema.problem(
                        property, "expected only beside \"" + LOAD + "\": \"keyed\", found beside " + mode.word());
            }
        }
        return mode;
    }

    private static List<String> version(JsonProperties schema, List<SchemaField> fields) {
        List<String> version = schema.texts(VERSION);
        for (String name : version) {
            if (fields.stream().noneMatch(field -> field.name().equals(name))) {
                schema.problem(VERSION, "no field is named '" + EscapedText.of(name) + "'");
            }
        }
        return version;
    }
}
