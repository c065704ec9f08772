package dev.daybook.sourcefiles.column;

import dev.daybook.lake.model.PersonalData;
import dev.daybook.sourcefiles.record.FieldRanges;
import dev.daybook.sourcefiles.record.RecordText;
import dev.daybook.sourcefiles.schema.SchemaField;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The columns of a record that identify persons, so that a record that is no row can be found by them. */
public final class SubjectColumns {

    private final int count;
    private final List<Integer> subjects;

    /** @param fields all fields of the schema, in order */
    public SubjectColumns(List<SchemaField> fields) {
        count = fields.size();
        subjects = IntStream.range(0, count)
                .filter(i -> fields.get(i).personal().stream().anyMatch(PersonalData.Subject.class::isInstance))
                .boxed()
                .toList();
    }

    /** Their values in a record, as far as there are any; none where it has not a field for each column. */
    public List<String> values(FieldRanges fields) {
        List<String> values = new ArrayList<>();
        if (fields.count() == count) {
            for (int i : subjects) {
                if (fields.length(i) > 0) {
                    values.add(RecordText.of(fields.bytes(i), fields.start(i), fields.length(i)));
                }
            }
        }
        return values;
    }
}
