package dev.daybook.sourcefiles.column;

import dev.daybook.sourcefiles.schema.SchemaField;
import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Tries the bounds and patterns of a schema before any file is read under it. */
public final class SchemaConstraints {

    private SchemaConstraints() {}

    /**
     * Checks that every bound is a value of its field's type and every pattern a regular expression.
     *
     * @param fields the schema's fields
     * @param file where the schema stands, for messages
     * @throws StepFailure.Configuration naming the file and every field where it is not so
     */
    public static void check(List<SchemaField> fields, Path file) {
        List<String> problems = new ArrayList<>();
        for (SchemaField field : fields) {
            try {
                new ConstraintCheck(field);
            } catch (StepFailure.Configuration e) {
                problems.add(e.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new StepFailure.Configuration(
                    "schema " + EscapedText.of(file.toString()) + ": " + String.join("; ", problems));
        }
    }
}
