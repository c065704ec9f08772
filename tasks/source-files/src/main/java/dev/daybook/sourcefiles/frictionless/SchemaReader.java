package dev.daybook.sourcefiles.frictionless;

import dev.daybook.lake.model.TableKind;
import dev.daybook.lake.model.WarehouseName;
import dev.daybook.lake.rule.DefinitionFault;
import dev.daybook.lake.rule.DefinitionRules;
import dev.daybook.sourcefiles.column.SchemaConstraints;
import dev.daybook.sourcefiles.schema.SchemaField;
import dev.daybook.sourcefiles.schema.TableSchema;
import dev.daybook.sourcefiles.schemafile.JsonProperties;
import dev.daybook.sourcefiles.schemafile.SchemaFile;
import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a schema file: a Table Schema of Frictionless Data (datapackage.org), or a resource descriptor that holds one
 * beside what only files of its format have. What it cannot follow or enforce it refuses; all problems of a file are
 * reported at once.
 */
public final class SchemaReader {

    private static final List<String> DEFAULT_MISSING = List.of("");

    private final SchemaFile file;
    private final FormatReader format;

    private SchemaReader(SchemaFile file, FormatReader format) {
        this.file = file;
        this.format = format;
    }

    /**
     * Reads the schema in a file.
     *
     * @param format reads what only files of its format have
     * @throws StepFailure.Configuration when it is not there or is no schema that Daybook can follow
     * @throws StepFailure.Denied when it cannot be read
     */
    public static TableSchema read(Path path, FormatReader format) {
        SchemaFile file = SchemaFile.read(path, format.draftCommand(), format.schemaOption());
        Optional<TableSchema> schema = new SchemaReader(file, format).resource(file.root());
        file.requireNoProblems();
        TableSchema complete = schema.orElseThrow();
        SchemaConstraints.check(complete.fields(), path);
        return complete;
    }

    /** The schema; empty when there is none, which is noted as a problem. */
    private Optional<TableSchema> resource(JsonProperties top) {
        Optional<String> name = top.text("name");
        if (!top.has("schema")) {
            return Optional.of(tableSchema(top, name, top.description(), Set.of()));
        }
        top.only("type", "table");
        top.text("path");
        top.text("compression");
        Set<String> missing = format.read(top);
        Optional<JsonProperties> schema = top.object("schema");
        top.finish();
        return schema.map(node -> tableSchema(node, name, top.description().or(node::description), missing));
    }

    private TableSchema tableSchema(
            JsonProperties schema, Optional<String> name, Optional<String> comment, Set<String> formatMissing) {
        schema.only("fieldsMatch", "exact");
        comment.filter(FieldReader::holdsNul).ifPresent(_ -> schema.problem("description", FieldReader.NO_NUL));
        Set<String> missing =
                new LinkedHashSet<>(schema.has("missingValues") ? schema.texts("missingValues") : DEFAULT_MISSING);
        missing.addAll(formatMissing);
        List<SchemaField> fields = new ArrayList<>();
        for (JsonProperties field : schema.objects("fields")) {
            new FieldReader(field, missing).read().ifPresent(fields::add);
        }
        if (fields.isEmpty() && !file.hasProblems()) {
            schema.problem("fields", "expected at least one field");
        }
        KeysReader keys = new KeysReader(schema, fields);
        TableSchema read = new TableSchema(
                name,
                comment,
                fields,
                keys.primaryKey(),
                keys.uniqueKeys(),
                keys.foreignKeys(),
                LoadReader.read(schema, fields));
        schema.finish();
        checkColumns(schema, fields);
        if (!file.hasProblems()) {
            checkDefinition(schema, read);
        }
        return read;
    }

    /** The rules of all definitions, told in the words of schema files. */
    private static void checkDefinition(JsonProperties schema, TableSchema read) {
        for (DefinitionFault fault : DefinitionRules.within(read.definition(TableKind.FILE, "dataset", "dataset"))) {
            String property = property(fault.part());
            schema.problem(
                    fault.column().isPresent() ? "fields[" + fault.column().getAsInt() + "]." + property : property,
                    fault.reason());
        }
    }

    private static String property(DefinitionFault.Part part) {
        return switch (part) {
            case NAME, TARGET -> FieldReader.COLUMN;
            case PRIMARY_KEY -> "primaryKey";
            case LOAD, PARENT -> LoadReader.LOAD;
            case VERSION -> LoadReader.VERSION;
            case PERSONAL -> PersonalReader.PERSONAL;
            case SUBJECT -> PersonalReader.SUBJECT;
        };
    }

    private static void checkColumns(JsonProperties schema, List<SchemaField> fields) {
        if (fields.size() > WarehouseName.MOST_COLUMNS) {
            schema.problem(
                    "fields",
                    "a table in PostgreSQL has at most " + WarehouseName.MOST_COLUMNS + " columns, found "
                            + fields.size());
        }
        Set<String> names = new HashSet<>();
        Set<String> columns = new HashSet<>();
        for (SchemaField field : fields) {
            if (!names.add(field.name())) {
                schema.problem("fields", "the name '" + EscapedText.of(field.name()) + "' occurs twice");
            } else if (!columns.add(field.column())) {
                schema.problem(
                        "fields",
                        "two columns would be '" + EscapedText.of(field.column()) + "' in the lake and the warehouse");
            }
        }
    }
}
