package dev.daybook.loadpostgres.build;

import dev.daybook.lake.model.CollationDefinition;
import dev.daybook.lake.model.ColumnDefinition;
import dev.daybook.lake.model.Manifest;
import dev.daybook.loadpostgres.ddl.TypeDdl;
import dev.daybook.loadpostgres.gate.Extracts;
import dev.daybook.loadpostgres.session.ServerMessage;
import dev.daybook.loadpostgres.session.Sql;
import dev.daybook.postgres.name.QualifiedName;
import dev.daybook.postgres.type.WarehouseType;
import dev.daybook.postgres.warehouse.WarehouseNames;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The collations of the source's columns in the warehouse. A built-in one is found by its name. A user's own is found by
 * its name and definition, or made in the pipeline's stable schema, where enums and domains are too.
 */
final class StableCollations {

    private static final int RULES_SINCE = 160_000;

    /** A collation of the source; what it is made of is not known from manifests before 1.1. */
    private record Wanted(String name, Optional<CollationDefinition> definition) {
        private static Wanted of(ColumnDefinition column) {
            return new Wanted(column.collation().orElseThrow(), column.collationDefinition());
        }
    }

    private final Connection connection;
    private final String schema;
    private final int serverVersion;
    private final Map<Wanted, WarehouseType.Collation> found = new HashMap<>();

    private StableCollations(Connection connection, String schema, int serverVersion) {
        this.connection = connection;
        this.schema = schema;
        this.serverVersion = serverVersion;
    }

    /** Finds or makes the collations of all columns that have one. */
    static StableCollations prepare(Connection connection, WarehouseNames names, Extracts extracts, int serverVersion)
            throws SQLException {
        StableCollations collations = new StableCollations(connection, names.stable(), serverVersion);
        for (Manifest.Dataset dataset : extracts.datasets()) {
            for (ColumnDefinition column : dataset.table().columns()) {
                if (column.collation().isPresent()) {
                    collations.prepare(Wanted.of(column));
                }
            }
        }
        return collations;
    }

    /** The collation of a column that has one. */
    WarehouseType.Collation of(ColumnDefinition column) {
        return Objects.requireNonNull(found.get(Wanted.of(column)), "prepare() has seen every column");
    }

    private void prepare(Wanted wanted) throws SQLException {
        if (!found.containsKey(wanted)) {
            found.put(wanted, find(wanted));
        }
    }

    private WarehouseType.Collation find(Wanted wanted) throws SQLException {
        Optional<QualifiedName> name = QualifiedName.parse(wanted.name());
        if (name.isEmpty()) {
            return WarehouseType.Collation.lacking("that is no collation's name");
        }
        if (isThere(name.get(), wanted.definition())) {
            return WarehouseType.Collation.found(name.get().quoted());
        }
        if (wanted.definition().isEmpty() || name.get().isBuiltIn()) {
            return WarehouseType.Collation.lacking("the warehouse has none of that name");
        }
        if (wanted.definition().get().rules().isPresent() && serverVersion < RULES_SINCE) {
            return WarehouseType.Collation.lacking("it has rules of its own, which need a warehouse of PostgreSQL 16");
        }
        return make(name.get().name(), wanted.definition().get());
    }

    private WarehouseType.Collation make(String name, CollationDefinition definition) throws SQLException {
        String plain = StableName.withinLimit(name);
        for (String chosen : new String[] {plain, StableName.versioned(plain, definition.toString())}) {
            TypeDdl collation = new TypeDdl(schema, chosen);
            if (isThere(new QualifiedName(schema, chosen), Optional.of(definition))) {
                return WarehouseType.Collation.found(collation.quoted());
            }
            if (isThere(new QualifiedName(schema, chosen), Optional.empty())) {
                continue; // another definition has the name
            }
            Optional<SQLException> refused = Sql.attempt(connection, collation.createCollation(definition));
            if (refused.isPresent()) {
                return WarehouseType.Collation.lacking(
                        "the warehouse cannot make it: " + ServerMessage.message(refused.get()));
            }
            Sql.execute(connection, collation.commentOnCollation(mark(definition)));
            return WarehouseType.Collation.found(collation.quoted());
        }
        return WarehouseType.Collation.lacking("the warehouse has others of that name");
    }

    /** The server may write a locale in another way than it was given, so the comment keeps what was asked for. */
    private static String mark(CollationDefinition definition) {
        return "Daybook made it as " + definition;
    }

    /** Whether the warehouse has a collation of this name that its encoding can use, and of this definition if one is given. */
    private boolean isThere(QualifiedName name, Optional<CollationDefinition> definition) throws SQLException {
        String query = "SELECT to_jsonb(c) ->> 'collprovider', coalesce(to_jsonb(c) ->> 'colllocale',"
                + " to_jsonb(c) ->> 'colliculocale', to_jsonb(c) ->> 'collcollate'), c.collisdeterministic,"
                + " to_jsonb(c) ->> 'collicurules', obj_description(c.oid, 'pg_collation')"
                + " FROM pg_collation c JOIN pg_namespace n ON n.oid = c.collnamespace"
                + " WHERE n.nspname = ? AND c.collname = ? AND c.collencoding IN"
                + " (-1, (SELECT encoding FROM pg_database WHERE datname = current_database()))";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name.schema());
            statement.setString(2, name.name());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    if (definition.isEmpty() || name.isBuiltIn() || isSame(row, definition.get())) {
                        return true;
                    }
                }
                return false;
            }
        }
    }

    private static boolean isSame(ResultSet row, CollationDefinition wanted) throws SQLException {
        String provider = switch (wanted.provider()) {
            case ICU -> "i";
            case LIBC -> "c";
            case BUILTIN -> "b";
        };
        return mark(wanted).equals(row.getString(5))
                || provider.equals(row.getString(1))
                        && wanted.locale().equals(row.getString(2))
                        && wanted.deterministic() == row.getBoolean(3)
                        && wanted.rules().equals(Optional.ofNullable(row.getString(4)));
    }
}
