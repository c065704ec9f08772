package dev.daybook.loadpostgres;

import dev.daybook.postgres.Identifier;
import dev.daybook.postgres.warehouse.WarehouseNames;
import dev.daybook.task.EscapedText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What must be done so that the pipeline's views stand on a day's tables. Pure: it follows from the two schemas' catalog
 * entries. A view that stands on the day's table already is left alone.
 *
 * @param statements the statements, to be run as one
 * @param remade the views that are dropped and made anew; their grants and comments must be put back
 * @param created the views that are new
 * @param refused what cannot be done in place, one line each, with the statement to run
 */
record ViewPlan(List<String> statements, List<String> remade, List<String> created, List<String> refused) {

    /** Whether every view is where it must be. */
    boolean isEmpty() {
        return statements.isEmpty() && refused.isEmpty();
    }

    /**
     * Plans the views.
     *
     * @param names the pipeline's schemas
     * @param daySchema the schema of the day they must stand on
     * @param tables the relations of that schema; none when no day is loaded
     * @param present the relations of the stable schema
     * @param recreate whether a view that cannot be changed in place is made anew
     */
    static ViewPlan of(
            WarehouseNames names,
            String daySchema,
            Map<String, Relation> tables,
            Map<String, Relation> present,
            boolean recreate) {
        Builder builder = new Builder(names, daySchema, recreate);
        for (Relation relation : present.values()) {
            if (relation.isViewOf(names) && !isShown(tables.get(relation.name()))) {
                builder.drop(relation);
            }
        }
        for (Relation table : tables.values()) {
            if (isShown(table)) {
                builder.show(table, Optional.ofNullable(present.get(table.name())));
            }
        }
        return new ViewPlan(builder.statements, builder.remade, builder.created, builder.refused);
    }

    /** Whether a relation of a day has a view: every table has one, though it has no columns. */
    private static boolean isShown(Relation relation) {
        return relation != null && relation.kind().equals("r");
    }

    private static final class Builder {
        private final WarehouseNames names;
        private final String daySchema;
        private final boolean recreate;
        private final List<String> statements = new ArrayList<>();
        private final List<String> remade = new ArrayList<>();
        private final List<String> created = new ArrayList<>();
        private final List<String> refused = new ArrayList<>();

        private Builder(WarehouseNames names, String daySchema, boolean recreate) {
            this.names = names;
            this.daySchema = daySchema;
            this.recreate = recreate;
        }

        private String quoted(String view) {
            return Identifier.quote(names.stable(), view);
        }

        private void drop(Relation view) {
            statements.add("DROP VIEW " + quoted(view.name()) + " RESTRICT");
        }

        private void show(Relation table, Optional<Relation> present) {
            if (present.isEmpty()) {
                created.add(table.name());
                statements.add("CREATE VIEW " + quoted(table.name()) + " AS " + select(table, List.of()));
            } else if (!present.get().isViewOf(names)) {
                refused.add(EscapedText.of(names.stable() + "." + table.name())
                        + " is not a view that a load has made; rename it: ALTER TABLE "
                        + EscapedText.of(quoted(table.name())) + " RENAME TO ...");
            } else if (present.get().bases().getFirst().oid() != table.oid()) {
                replace(table, present.get());
            }
        }

        private void replace(Relation table, Relation view) {
            List<String> changes = changes(table, view);
            if (changes.isEmpty()) {
                statements.add(
                        "CREATE OR REPLACE VIEW " + quoted(table.name()) + " AS " + select(table, view.columns()));
            } else if (recreate) {
                remade.add(table.name());
                drop(view);
                statements.add("CREATE VIEW " + quoted(table.name()) + " AS " + select(table, List.of()));
            } else {
                refused.add("view " + EscapedText.of(names.stable() + "." + table.name()) + " cannot take "
                        + String.join(", ", changes) + " in place; run DROP VIEW "
                        + EscapedText.of(quoted(table.name())));
            }
        }

        /** What PostgreSQL refuses in CREATE OR REPLACE VIEW: a column gone, of another type or of another collation. */
        private static List<String> changes(Relation table, Relation view) {
            List<String> changes = new ArrayList<>();
            for (Relation.Column old : view.columns()) {
                Optional<Relation.Column> now = table.column(old.name());
                String name = "column " + EscapedText.of(old.name());
                if (now.isEmpty()) {
                    changes.add(name + " being gone");
                } else if (now.get().typeOid() != old.typeOid()) {
                    changes.add(name + " changing from " + EscapedText.of(old.shown()) + " to "
                            + EscapedText.of(now.get().shown()));
                } else if (now.get().collation() != old.collation()) {
                    changes.add(name + " changing its collation");
                }
            }
            return changes;
        }

        /** All columns of the table, those that the view has already in the view's order, as it must stay. */
        private String select(Relation table, List<Relation.Column> viewColumns) {
            Set<Relation.Column> ordered = new LinkedHashSet<>();
            viewColumns.forEach(column -> table.column(column.name()).ifPresent(ordered::add));
            ordered.addAll(table.columns());
            List<String> expressions = ordered.stream().map(Builder::expression).toList();
            return "SELECT " + String.join(", ", expressions) + " FROM " + Identifier.quote(daySchema, table.name());
        }

        /**
         * The column without its type's modifier, so that varchar(15) may become varchar(20) below the view. The type
         * stands there by its quoted catalog name: an unquoted {@code bit} or {@code character} would mean length 1.
         */
        private static String expression(Relation.Column column) {
            String name = Identifier.quote(column.name());
            return column.modifier() == -1
                    ? name
                    : "CAST(" + name + " AS " + Identifier.quote(column.typeSchema(), column.typeName()) + ") AS "
                            + name;
        }
    }
}
