package dev.daybook.sourcefiles.frictionless;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daybook.lake.model.PersonalData;
import dev.daybook.sourcefiles.schemafile.JsonProperties;
import java.util.Optional;

/** Reads what the values of a field say of a person. */
final class PersonalReader {

    static final String PERSONAL = "daybook:personal";
    static final String SUBJECT = "daybook:subject";

    private PersonalReader() {}

    static Optional<PersonalData> read(JsonProperties field) {
        Optional<PersonalData> subject = field.text(SUBJECT).map(PersonalData.Subject::new);
        if (!field.has(PERSONAL)) {
            return subject;
        }
        if (field.has(SUBJECT)) {
            field.problem(PERSONAL, "expected none beside " + SUBJECT + ", which replaces the value already");
            return subject;
        }
        JsonNode value = field.get(PERSONAL).orElseThrow();
        return value.isNull() ? Optional.of(new PersonalData.Replaced(Optional.empty())) : text(field, value);
    }

    private static Optional<PersonalData> text(JsonProperties field, JsonNode value) {
        if (!value.isObject()) {
            field.problem(PERSONAL, "expected null or {\"text\": \"...\"}, found " + JsonProperties.shown(value));
            return Optional.empty();
        }
        JsonProperties object = field.object(PERSONAL).orElseThrow();
        Optional<String> text = object.text("text");
        if (!object.has("text")) {
            object.problem("text", "expected the text that takes a value's place");
        }
        text.filter(FieldReader::holdsNul).ifPresent(_ -> object.problem("text", FieldReader.NO_NUL));
        object.finish();
        return text.map(found -> new PersonalData.Replaced(Optional.of(found)));
    }
}
