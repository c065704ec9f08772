package dev.daybook.loadpostgres.build;

import dev.daybook.lake.model.ColumnDefinition;
import dev.daybook.lake.model.Manifest;
import dev.daybook.lake.model.SourceType;
import dev.daybook.loadpostgres.ddl.TypeDdl;
import dev.daybook.loadpostgres.gate.Extracts;
import dev.daybook.loadpostgres.session.Sql;
import dev.daybook.postgres.name.Identifier;
import dev.daybook.postgres.type.WarehouseType;
import dev.daybook.postgres.warehouse.WarehouseNames;
import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;
import java.sql.Connection;
import java.sql.SQLException;
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
public final class StableTypes {

    private static final Logger LOG = LoggerFactory.getLogger(StableTypes.class);

    private final Connection connection;
    private final String schema;
    private final TypeCatalog catalog;
    private final LeftOut leftOut;
    private final Set<String> targets;
    private final int serverVersion;

    private StableTypes(Connection connection, WarehouseNames names, LeftOut leftOut, Set<String> targets)
            throws SQLException {
        this.serverVersion = connection.getMetaData().getDatabaseMajorVersion() * 10_000;
        this.connection = connection;
        this.schema = names.stable();
        this.catalog = new TypeCatalog(connection, schema);
        this.leftOut = leftOut;
        this.targets = targets;
    }

    /**
     * Makes or extends all enum and domain types that the extracts' columns need.
     *
     * @return what the warehouse has of the source's types
     * @throws StepFailure.Configuration when a type and a table want the same name
     */
    public static WarehouseType.Names prepare(
            Connection connection, WarehouseNames names, Extracts extracts, LeftOut leftOut) throws SQLException {
        StableTypes types =
                new StableTypes(connection, names, leftOut, extracts.rows().keySet());
        Set<SourceType> needed = needed(extracts);
        Map<SourceType, String> found = new HashMap<>();
        for (Map.Entry<SourceType, String> wanted : wantedNames(needed).entrySet()) {
            types.make(wanted.getKey(), wanted.getValue(), found);
        }
        StableCollations collations = StableCollations.prepare(connection, names, extracts, types.serverVersion);
        return new TypesOfWarehouse(types.serverVersion, found, types.catalog.extensionTypes(), collations);
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
        for (Manifest.Dataset dataset : extracts.datasets()) {
            for (ColumnDefinition column : dataset.table().columns()) {
                collect(column.sourceType(), needed);
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
            boolean bare = schemas.getOrDefault(type.name(), Set.of()).size() == 1
                    || type.schema().equals("public");
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
        Optional<String> made = switch (type.kind()) {
            case ENUM -> Optional.of(makeEnum(type, name));
            case DOMAIN -> makeDomain(type, name, found);
            case BASE, ARRAY, TEXT_FORM -> throw new IllegalStateException("not an enum or a domain: " + type);
        };
        made.ifPresent(own -> found.put(type, Identifier.quote(schema, own)));
    }

    private String makeEnum(SourceType type, String name) throws SQLException {
        Optional<List<String>> existing = catalog.labels(name);
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
        if (catalog.labels(versioned).isEmpty()) {
            execute(new TypeDdl(schema, versioned).createEnum(type.labels()));
        }
        LOG.info("enum {}.{} has other labels than the source's; the day has type {}", schema, name, versioned);
        return versioned;
    }

    private Optional<String> makeDomain(SourceType type, String name, Map<SourceType, String> found)
            throws SQLException {
        Optional<String> base = sqlOf(type.base().orElseThrow(), found);
        if (base.isEmpty()) {
            return Optional.empty();
        }
        if (!type.checks().isEmpty() || type.notNull()) {
            leftOut.add("domain " + name, "its constraints; the source holds its values to them");
        }
        Optional<Boolean> same = catalog.sameDomain(name, base.get());
        if (same.isEmpty()) {
            refuseOccupied(type, name);
            execute(new TypeDdl(schema, name).createDomain(base.get()));
            return Optional.of(name);
        }
        if (same.get()) {
            return Optional.of(name);
        }
        String versioned = StableName.versioned(name, base.get());
        if (catalog.sameDomain(versioned, base.get()).isEmpty()) {
            execute(new TypeDdl(schema, versioned).createDomain(base.get()));
        }
        return Optional.of(versioned);
    }

    private Optional<String> sqlOf(SourceType type, Map<SourceType, String> found) {
        return switch (type.kind()) {
            case ENUM, DOMAIN -> Optional.ofNullable(found.get(type));
            case ARRAY -> sqlOf(type.base().orElseThrow(), found).map(element -> element + "[]");
            case BASE, TEXT_FORM ->
                type.base().isPresent() ? sqlOf(type.base().get(), found) : WarehouseType.builtIn(type, serverVersion);
        };
    }

    private void refuseOccupied(SourceType type, String name) throws SQLException {
        if (catalog.isTaken(name)) {
            throw new StepFailure.Configuration("the type "
                    + EscapedText.of(type.schema() + "." + type.name()) + " cannot be made in the warehouse:"
                    + " schema " + schema + " has a table, view or type " + EscapedText.of(name)
                    + " of another kind; rename that one");
        }
    }

    private void execute(String sql) throws SQLException {
        Sql.execute(connection, sql);
    }
}
