package dev.daybook.sourcefiles.schema;

import dev.daybook.lake.model.PersonalData;
import java.util.Optional;
import java.util.Set;

/**
 * A declared field of a dataset.
 *
 * @param name as the files have it, case and all
 * @param column what its column is called in the lake and the warehouse
 * @param type what its values are
 * @param missingValues the texts that mean NULL
 * @param constraints what its values must satisfy beyond that
 * @param comment its description
 * @param personal what its values say of a person
 */
public record SchemaField(
        String name,
        String column,
        FieldType type,
        Set<String> missingValues,
        Constraints constraints,
        Optional<String> comment,
        Optional<PersonalData> personal) {

    /** Copies the set. */
    public SchemaField {
        missingValues = Set.copyOf(missingValues);
    }
}
