package dev.daybook.lake.parquet;

import static org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit.MICROS;

import dev.daybook.lake.model.ColumnDefinition;
import dev.daybook.lake.model.ColumnType;
import dev.daybook.lake.model.TableDefinition;
import org.apache.parquet.schema.ColumnOrder;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** The Parquet schema of a dataset: it follows from the definition alone, never from the data. */
final class ParquetSchema {

    private static final String MESSAGE = "daybook";
    private static final int LARGEST_INT_PRECISION = 9;
    private static final int UUID_BYTES = 16;

    private ParquetSchema() {}

    /**
     * The schema of a dataset's files. Every column is optional, also one that is NOT NULL at its source: a constraint
     * that comes or goes must not make one day unreadable beside another.
     */
    static MessageType of(TableDefinition table) {
        Types.MessageTypeBuilder message = Types.buildMessage();
        for (ColumnDefinition column : table.columns()) {
            message.addField(field(column.name(), column.type()));
        }
        return message.named(MESSAGE);
    }

    private static Type field(String name, ColumnType type) {
        return switch (type) {
            case ColumnType.Bool _ -> optional(PrimitiveTypeName.BOOLEAN).named(name);
            case ColumnType.Int16 _ -> integer(PrimitiveTypeName.INT32, 16, name);
            case ColumnType.Int32 _ -> integer(PrimitiveTypeName.INT32, 32, name);
            case ColumnType.Int64 _ -> integer(PrimitiveTypeName.INT64, 64, name);
            // The order of old: parquet-java's new default, IEEE 754 total order, is unknown to most readers.
            case ColumnType.Float32 _ ->
                optional(PrimitiveTypeName.FLOAT)
                        .columnOrder(ColumnOrder.typeDefined())
                        .named(name);
            case ColumnType.Float64 _ ->
                optional(PrimitiveTypeName.DOUBLE)
                        .columnOrder(ColumnOrder.typeDefined())
                        .named(name);
            case ColumnType.Decimal decimal -> decimal(decimal, name);
            case ColumnType.Text _ -> bytes(LogicalTypeAnnotation.stringType(), name);
            case ColumnType.EnumText _ -> bytes(LogicalTypeAnnotation.enumType(), name);
            case ColumnType.Json _ -> bytes(LogicalTypeAnnotation.jsonType(), name);
            case ColumnType.Binary _ -> optional(PrimitiveTypeName.BINARY).named(name);
            case ColumnType.Uuid _ ->
                optional(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY)
                        .length(UUID_BYTES)
                        .as(LogicalTypeAnnotation.uuidType())
                        .named(name);
            case ColumnType.Date _ ->
                optional(PrimitiveTypeName.INT32)
                        .as(LogicalTypeAnnotation.dateType())
                        .named(name);
            case ColumnType.Time _ ->
                optional(PrimitiveTypeName.INT64)
                        .as(LogicalTypeAnnotation.timeType(false, MICROS))
                        .named(name);
            case ColumnType.Timestamp timestamp ->
                optional(PrimitiveTypeName.INT64)
                        .as(LogicalTypeAnnotation.timestampType(timestamp.utc(), MICROS))
                        .named(name);
            case ColumnType.ListOf list -> list(list, name);
        };
    }

    private static Types.PrimitiveBuilder<org.apache.parquet.schema.PrimitiveType> optional(
            PrimitiveTypeName physical) {
        return Types.optional(physical);
    }

    private static Type integer(PrimitiveTypeName physical, int bits, String name) {
        return optional(physical).as(LogicalTypeAnnotation.intType(bits, true)).named(name);
    }

    private static Type bytes(LogicalTypeAnnotation annotation, String name) {
        return optional(PrimitiveTypeName.BINARY).as(annotation).named(name);
    }

    private static Type decimal(ColumnType.Decimal decimal, String name) {
        LogicalTypeAnnotation annotation = LogicalTypeAnnotation.decimalType(decimal.scale(), decimal.precision());
        if (!decimal.isLong()) {
            return optional(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY)
                    .length(decimal.byteLength())
                    .as(annotation)
                    .named(name);
        }
        boolean isInt = decimal.precision() <= LARGEST_INT_PRECISION;
        return optional(isInt ? PrimitiveTypeName.INT32 : PrimitiveTypeName.INT64)
                .as(annotation)
                .named(name);
    }

    /** The three levels of the format's LogicalTypes.md: the list may be NULL, and so may each element. */
    private static Type list(ColumnType.ListOf list, String name) {
        return Types.optionalGroup()
                .as(LogicalTypeAnnotation.listType())
                .addField(Types.repeatedGroup()
                        .addField(field("element", list.element()))
                        .named("list"))
                .named(name);
    }
}
