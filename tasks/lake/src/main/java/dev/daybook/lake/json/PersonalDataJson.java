package dev.daybook.lake.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.daybook.lake.model.PersonalData;
import java.io.IOException;
import java.util.Optional;

/** What a column holds of a person: its key {@code subject}, or {@code personal}, which is null or an object. */
final class PersonalDataJson {

    private static final String SUBJECT = "subject";
    private static final String PERSONAL = "personal";

    private PersonalDataJson() {}

    static void write(JsonGenerator json, PersonalData data) throws IOException {
        switch (data) {
            case PersonalData.Subject(String kind) -> json.writeStringField(SUBJECT, kind);
            case PersonalData.Replaced(Optional<String> text) -> {
                if (text.isEmpty()) {
                    json.writeNullField(PERSONAL);
                } else {
                    json.writeObjectFieldStart(PERSONAL);
                    json.writeStringField("text", text.get());
                    json.writeEndObject();
                }
            }
        }
    }

    static Optional<PersonalData> read(JsonObject json) throws JsonFault {
        if (json.has(SUBJECT)) {
            if (json.has(PERSONAL)) {
                throw json.fault(PERSONAL, "expected none for a column that identifies a person");
            }
            return Optional.of(new PersonalData.Subject(json.text(SUBJECT)));
        }
        if (json.isNull(PERSONAL)) {
            return Optional.of(new PersonalData.Replaced(Optional.empty()));
        }
        Optional<String> text =
                json.optionalObject(PERSONAL, object -> TableDefinitionJson.ended(object, object.text("text")));
        return text.map(found -> new PersonalData.Replaced(Optional.of(found)));
    }
}
