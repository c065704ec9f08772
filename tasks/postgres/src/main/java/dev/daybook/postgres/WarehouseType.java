package dev.daybook.postgres;

import dev.daybook.lake.ColumnDefinition;
import dev.daybook.lake.SourceType;
import java.util.Optional;

/**
 * What a column is in the warehouse, and how its values get there.
 *
 * @param sql the type as DDL has it, modifier and all: {@code character varying(40)}, {@code "northwind"."mood"[]}
 * @param withoutModifier the same without modifiers, for views: {@code character varying}; a column may then grow from
 *     varchar(15) to varchar(20) under a view
 * @param binary whether COPY BINARY carries it; otherwise the whole table is loaded by COPY text
 * @param leftOut what the warehouse's column lacks against the source's, for the receipt; empty when nothing
 */
public record WarehouseType(String sql, String withoutModifier, boolean binary, Optional<String> leftOut) {

    /** What the warehouse has of types that are not built in. */
    public interface Names {

        /** The server's version, as {@code server_version_num} has it. */
        int serverVersion();

        /** The qualified, quoted name of an enum or a domain; empty when the warehouse does without it. */
        Optional<String> nameOf(SourceType enumOrDomain);

        /** The quoted schema in which an extension of the warehouse has a type of this name. */
        Optional<String> schemaOfExtensionType(String typeName);
    }

    /** The type of a column in the warehouse. */
    public static WarehouseType of(ColumnDefinition column, Names names) {
        throw new UnsupportedOperationException("filled in by the next commit");
    }
}
