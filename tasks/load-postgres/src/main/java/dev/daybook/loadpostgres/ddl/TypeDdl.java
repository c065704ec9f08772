package dev.daybook.loadpostgres.ddl;

import dev.daybook.lake.model.CollationDefinition;
import dev.daybook.postgres.name.Identifier;
import java.util.List;
import java.util.Locale;

/**
 * The statements that make a type or a collation in a schema.
 *
 * @param schema the schema
 * @param name the name
 */
public record TypeDdl(String schema, String name) {

    /** The qualified, quoted name. */
    public String quoted() {
        return Identifier.quote(schema, name);
    }

    /** {@code CREATE TYPE ... AS ENUM}. */
    public String createEnum(List<String> labels) {
        return "CREATE TYPE " + quoted() + " AS ENUM ("
                + String.join(", ", labels.stream().map(Literal::of).toList()) + ")";
    }

    /** {@code ALTER TYPE ... ADD VALUE} behind another label. */
    public String addLabelAfter(String label, String neighbour) {
        return addLabel(label) + " AFTER " + Literal.of(neighbour);
    }

    /** {@code ALTER TYPE ... ADD VALUE} before another label. */
    public String addLabelBefore(String label, String neighbour) {
        return addLabel(label) + " BEFORE " + Literal.of(neighbour);
    }

    /** {@code ALTER TYPE ... ADD VALUE}. */
    public String addLabel(String label) {
        return "ALTER TYPE " + quoted() + " ADD VALUE " + Literal.of(label);
    }

    /**
     * {@code CREATE DOMAIN}.
     *
     * @param base the type it stands on, as SQL that was made of parts
     */
    public String createDomain(String base) {
        return "CREATE DOMAIN " + quoted() + " AS " + base;
    }

    /** {@code COMMENT ON COLLATION}. */
    public String commentOnCollation(String comment) {
        return "COMMENT ON COLLATION " + quoted() + " IS " + Literal.of(comment);
    }

    /** {@code CREATE COLLATION}. */
    public String createCollation(CollationDefinition definition) {
        return "CREATE COLLATION " + quoted() + " (provider = "
                + definition.provider().name().toLowerCase(Locale.ROOT) + ", locale = "
                + Literal.of(definition.locale()) + (definition.deterministic() ? "" : ", deterministic = false")
                + definition
                        .rules()
                        .map(rules -> ", rules = " + Literal.of(rules))
                        .orElse("") + ")";
    }
}
