package dev.daybook.lake.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.daybook.lake.model.DatasetName;
import dev.daybook.lake.model.RawFile;
import dev.daybook.lake.model.RecordCounts;
import java.io.IOException;
import java.util.Map;

/** What became of records, for a dataset and for each raw file. */
final class RecordCountsJson {

    private RecordCountsJson() {}

    static void write(JsonGenerator json, RecordCounts counts) throws IOException {
        json.writeStartObject();
        json.writeNumberField("read", counts.read());
        json.writeNumberField("accepted", counts.accepted());
        json.writeNumberField("rejected", counts.rejected());
        json.writeObjectFieldStart("reasons");
        for (Map.Entry<String, Long> reason : counts.reasons().entrySet()) {
            json.writeNumberField(reason.getKey(), reason.getValue());
        }
        json.writeEndObject();
        json.writeNumberField("earlier", counts.earlier());
        json.writeNumberField("later", counts.later());
        json.writeEndObject();
    }

    static RecordCounts read(JsonObject json) throws JsonFault {
        return TableDefinitionJson.ended(
                json,
                new RecordCounts(
                        json.wholeNumber("read"),
                        json.wholeNumber("accepted"),
                        json.wholeNumber("rejected"),
                        json.wholeNumberMap("reasons"),
                        json.wholeNumber("earlier"),
                        json.wholeNumber("later")));
    }

    static void write(JsonGenerator json, RawFile file) throws IOException {
        json.writeStartObject();
        TableDefinitionJson.writeName(json, "dataset_schema", "dataset", file.dataset());
        json.writeStringField("path", file.path());
        json.writeNumberField("bytes", file.bytes());
        json.writeStringField("sha256", file.sha256());
        json.writeNumberField("records", file.records());
        json.writeNumberField("accepted", file.accepted());
        json.writeNumberField("rejected", file.rejected());
        json.writeBooleanField("archived", file.archived());
        json.writeEndObject();
    }

    static RawFile readFile(JsonObject json) throws JsonFault {
        DatasetName dataset = TableDefinitionJson.readName(json, "dataset_schema", "dataset");
        return TableDefinitionJson.ended(
                json,
                new RawFile(
                        dataset,
                        json.text("path"),
                        json.wholeNumber("bytes"),
                        json.text("sha256"),
                        json.wholeNumber("records"),
                        json.wholeNumber("accepted"),
                        json.wholeNumber("rejected"),
                        json.bool("archived")));
    }
}
