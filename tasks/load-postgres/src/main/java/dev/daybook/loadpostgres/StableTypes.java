package dev.daybook.loadpostgres;

import dev.daybook.lake.model.ColumnDefinition;
import dev.daybook.lake.model.Manifest;
import dev.daybook.lake.model.SourceType;
import dev.daybook.lake.read.PublishedExtract;
import dev.daybook.loadpostgres.ddl.TypeDdl;
import dev.daybook.postgres.name.Identifier;
import dev.daybook.postgres.type.WarehouseType;
import dev.daybook.postgres.warehouse.WarehouseNames;
import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The enum and domain types of the source in the pipeline's stable schema. They live there once, not in each day's
 * schema, so that a view's columns keep their types from day to day. Used in one transaction under the pipeline's lock.
 */
final class StableTypes {

    private static final Logger LOG = LoggerFactory.getLogger(StableTypes.class);

    private final Connection connection;
    private final String schema;
    private final LeftOut leftOut;
    private final Set<String> targets;
    private final int serverVersion;

    private StableTypes(Connection connection, WarehouseNames names, LeftOut leftOut, Set<String> targets)
            throws SQLException {
        this.serverVersion = connection.getMetaData().getDatabaseMajorVersion() * 10_000;
        this.connection = connection;
        this.schema = names.stable();
        this.leftOut = leftOut;
        this.targets = targets;
    }

    /**
     * Makes or extends all enum and domain types that the extracts' columns need.
     *
     * @return what the warehouse has of the source's types
     * @throws StepFailure.Configuration when a type and a table want the same name
     */
    static WarehouseType.Names prepare(Connection connection, WarehouseNames names, Extracts extracts, LeftOut leftOut)
            throws SQLException {
        StableTypes types =
                new StableTypes(connection, names, leftOut, extracts.rows().keySet());
        Set<SourceType> needed = needed(extracts);
        Map<SourceType, String> found = new HashMap<>();
        Map<SourceType, String> wanted = wantedNames(needed);
        for (SourceType type : needed) {
            types.make(type, wanted.get(type), found);
        }
        StableCollations collations = StableCollations.prepare(connection, names, extracts, types.serverVersion);
        return new TypesOfWarehouse(types.serverVersion, found, extensionTypes(connection), collations);
    }

    private record TypesOfWarehouse(
            int serverVersion,
            Map<SourceType, String> names,
            Map<String, String> extensionTypes,
            StableCollations collations)
            implements WarehouseType.Names {
        @Override
        public Optional<String> nameOf(SourceType enumOrDomain) {
            return Optional.ofNullable(names.get(enumOrDomain));
        }

        @Override
        public Optional<String> schemaOfExtensionType(String typeName) {
            return Optional.ofNullable(extensionTypes.get(typeName)).map(Identifier::quote);
        }

        @Override
        public WarehouseType.Collation collationOf(ColumnDefinition column) {
            return collations.of(column);
        }
    }

    /** All enums and domains, what a domain stands on before the domain. */
    private static Set<SourceType> needed(Extracts extracts) {
        Set<SourceType> needed = new LinkedHashSet<>();
        for (PublishedExtract extract : extracts.all()) {
            for (Manifest.Dataset dataset : extract.manifest().datasets()) {
                for (ColumnDefinition column : dataset.table().columns()) {
                    collect(column.sourceType(), needed);
                }
            }
        }
        return needed;
    }

    private static void collect(SourceType type, Set<SourceType> needed) {
        type.base().ifPresent(base -> collect(base, needed));
        switch (type.kind()) {
            case ENUM, DOMAIN -> needed.add(type);
            case BASE, ARRAY, TEXT_FORM -> {}
        }
    }

    /**
     * The bare name, or {@code <schema>__<name>} where types of two schemas share one. Those of {@code public} keep
     * theirs even then: a type that appears elsewhere must not rename the type that columns already have.
     */
    static Map<SourceType, String> wantedNames(Collection<SourceType> types) {
        Map<String, Set<String>> schemas = new HashMap<>();
        for (SourceType type : types) {
            schemas.computeIfAbsent(type.name(), _ -> new LinkedHashSet<>()).add(type.schema());
        }
        Map<SourceType, String> names = new LinkedHashMap<>();
        for (SourceType type : types) {
            boolean bare = schemas.get(type.name()).size() == 1 || type.schema().equals("public");
            names.put(type, StableName.withinLimit(bare ? type.name() : type.schema() + "__" + type.name()));
        }
        return names;
    }

    private void make(SourceType type, String name, Map<SourceType, String> found) throws SQLException {
        if (targets.contains(name)) {
            throw new StepFailure.Configuration("the type " + EscapedText.of(type.schema() + "." + type.name())
                    + " and a table are both called " + EscapedText.of(name) + " in schema " + schema
                    + "; give the table another name with --target at the extract");
        }
        String made = switch (type.kind()) {
            case ENUM -> makeEnum(type, name);
            case DOMAIN -> makeDomain(type, name, found);
            case BASE, ARRAY, TEXT_FORM -> throw new IllegalStateException("not an enum or a domain: " + type);
        };
        if (made != null) {
            found.put(type, Identifier.quote(schema, made));
        }
    }

    private String makeEnum(SourceType type, String name) throws SQLException {
        Optional<List<String>> existing = labels(name);
        if (existing.isEmpty()) {
            refuseOccupied(type, name);
            execute(new TypeDdl(schema, name).createEnum(type.labels()));
            return name;
        }
        return switch (EnumLabels.compare(existing.get(), type.labels())) {
            case EnumLabels.Enough _ -> name;
            case EnumLabels.Extended extended -> {
                for (EnumLabels.Addition addition : extended.additions()) {
                    execute(addition.sql(new TypeDdl(schema, name)));
                }
                LOG.info(
                        "extended enum {}.{} by {} labels",
                        schema,
                        name,
                        extended.additions().size());
                yield name;
            }
            case EnumLabels.Another _ -> versionedEnum(type, name);
        };
    }

    private String versionedEnum(SourceType type, String name) throws SQLException {
        String versioned = StableName.versioned(name, String.join("\0", type.labels()));
        if (labels(versioned).isEmpty()) {
            execute(new TypeDdl(schema, versioned).createEnum(type.labels()));
        }
        LOG.info("enum {}.{} has other labels than the source's; the day has type {}", schema, name, versioned);
        return versioned;
    }

    private String makeDomain(SourceType type, String name, Map<SourceType, String> found) throws SQLException {
        Optional<String> base = sqlOf(type.base().orElseThrow(), found);
        if (base.isEmpty()) {
            return null;
        }
        if (!type.checks().isEmpty() || type.notNull()) {
            leftOut.add("domain " + name, "its constraints; the source holds its values to them");
        }
        Optional<Boolean> same = sameDomain(name, base.get());
        if (same.isEmpty()) {
            refuseOccupied(type, name);
            execute(new TypeDdl(schema, name).createDomain(base.get()));
            return name;
        }
        if (same.get()) {
            return name;
        }
        String versioned = StableName.versioned(name, base.get());
        if (sameDomain(versioned, base.get()).isEmpty()) {
            execute(new TypeDdl(schema, versioned).createDomain(base.get()));
        }
        return versioned;
    }

    private Optional<String> sqlOf(SourceType type, Map<SourceType, String> found) {
        return switch (type.kind()) {
            case ENUM, DOMAIN -> Optional.ofNullable(found.get(type));
            case ARRAY -> sqlOf(type.base().orElseThrow(), found).map(element -> element + "[]");
            case BASE, TEXT_FORM ->
                type.base().isPresent() ? sqlOf(type.base().get(), found) : WarehouseType.builtIn(type, serverVersion);
        };
    }

    private Optional<List<String>> labels(String name) throws SQLException {
        String query =
                "SELECT ARRAY(SELECT enumlabel::text FROM pg_enum WHERE enumtypid = t.oid ORDER BY enumsortorder)"
                        + " FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace"
                        + " WHERE n.nspname = ? AND t.typname = ? AND t.typtype = 'e'";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, schema);
            statement.setString(2, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(List.of((String[]) row.getArray(1).getArray()))
                        : Optional.empty();
            }
        }
    }

    /** Whether the domain of this name stands on this type; empty when there is no such domain. */
    private Optional<Boolean> sameDomain(String name, String base) throws SQLException {
        String query = "SELECT format_type(t.typbasetype, t.typtypmod) = ?"
                + " OR t.typtypmod = -1 AND t.typbasetype = to_regtype(?)"
                + " FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace"
                + " WHERE n.nspname = ? AND t.typname = ? AND t.typtype = 'd'";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, base);
            statement.setString(2, base);
            statement.setString(3, schema);
            statement.setString(4, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getBoolean(1)) : Optional.empty();
            }
        }
    }

    private void refuseOccupied(SourceType type, String name) throws SQLException {
        String query = "SELECT 1 FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace"
                + " WHERE n.nspname = ? AND t.typname = ?";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, schema);
            statement.setString(2, name);
            try (ResultSet row = statement.executeQuery()) {
                if (row.next()) {
                    throw new StepFailure.Configuration("the type "
                            + EscapedText.of(type.schema() + "." + type.name()) + " cannot be made in the warehouse:"
                            + " schema " + schema + " has a table, view or type " + EscapedText.of(name)
                            + " of another kind; rename that one");
                }
            }
        }
    }

    private static Map<String, String> extensionTypes(Connection connection) throws SQLException {
        String query = "SELECT t.typname, n.nspname FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace"
                + " JOIN pg_depend d ON d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e'";
        Map<String, String> schemas = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                schemas.put(rows.getString(1), rows.getString(2));
            }
        }
        return schemas;
    }

    private void execute(String sql) throws SQLException {
        Sql.execute(connection, sql);
    }
}
