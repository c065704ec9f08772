package dev.daybook.lake.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.daybook.lake.model.LoadMode;
import java.io.IOException;
import java.util.List;

/** How a dataset is loaded, as keys of its definition. */
final class LoadModeJson {

    private LoadModeJson() {}

    static void write(JsonGenerator json, LoadMode load) throws IOException {
        switch (load) {
            case LoadMode.Snapshot _ -> {} // what a definition means that says nothing
            case LoadMode.Events events -> json.writeStringField("load", events.word());
            case LoadMode.Keyed keyed -> {
                json.writeStringField("load", keyed.word());
                json.writeStringField("keep", keyed.keep().word());
                if (!keyed.version().isEmpty()) {
                    TableDefinitionJson.writeTexts(json, "version", keyed.version());
                }
            }
        }
    }

    static LoadMode read(JsonObject json) throws JsonFault {
        if (!json.has("load")) {
            return LoadMode.SNAPSHOT;
        }
        return switch (json.oneOf("load", List.of(LoadMode.Kind.values()), LoadMode.Kind::word)) {
            case SNAPSHOT -> LoadMode.SNAPSHOT;
            case EVENTS -> LoadMode.EVENTS;
            case KEYED ->
                new LoadMode.Keyed(
                        json.oneOf("keep", List.of(LoadMode.Keyed.Keep.values()), LoadMode.Keyed.Keep::word),
                        json.optionalTexts("version"));
        };
    }
}
