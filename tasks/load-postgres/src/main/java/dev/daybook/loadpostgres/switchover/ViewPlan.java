package dev.daybook.loadpostgres.switchover;

import dev.daybook.loadpostgres.schema.Relation;
import dev.daybook.postgres.name.Identifier;
import dev.daybook.postgres.warehouse.WarehouseNames;
import dev.daybook.task.text.EscapedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What must be done so that the pipeline's views stand on a day's tables. Pure: it follows from the two schemas' catalog
 * entries. A view that stands on the day's table already is left alone.
 *
 * @param changes what is done, views that go first; to be run as one
 * @param refused what cannot be done in place, one line each, with the statement to run
 */
record ViewPlan(List<ViewChange> changes, List<String> refused) {

    /** Whether every view is where it must be. */
    boolean isEmpty() {
        return changes.isEmpty() && refused.isEmpty();
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
        return new ViewPlan(builder.changes, builder.refused);
    }

    /** Whether a relation of a day has a view: every table has one, though it has no columns. */
    private static boolean isShown(@Nullable Relation relation) {
        return relation != null && relation.kind().equals("r");
    }

    private static final class Builder {
        private final WarehouseNames names;
        private final String daySchema;
        private final boolean recreate;
        private final List<ViewChange> changes = new ArrayList<>();
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
            change(view.name(), ViewChange.Kind.DROPPED, dropped(view));
        }

        private String dropped(Relation view) {
            return "DROP VIEW " + quoted(view.name()) + " RESTRICT";
        }

        private void change(String view, ViewChange.Kind kind, String... statements) {
            changes.add(new ViewChange(view, kind, List.of(statements)));
        }

        private void show(Relation table, Optional<Relation> present) {
            if (present.isEmpty()) {
                change(table.name(), ViewChange.Kind.CREATED, created(table));
            } else if (!present.get().isViewOf(names)) {
                refused.add(EscapedText.of(names.stable() + "." + table.name())
                        + " is not a view that a load has made; rename it: ALTER TABLE "
                        + EscapedText.of(quoted(table.name())) + " RENAME TO ...");
            } else if (present.get().bases().getFirst().oid() != table.oid()) {
                replace(table, present.get());
            }
        }

        private String created(Relation table) {
            return "CREATE VIEW " + quoted(table.name()) + " AS " + select(table, List.of());
        }

        private void replace(Relation table, Relation view) {
            List<String> differences = differences(table, view);
            if (recreate) {
                differences.addAll(collations(table, view));
            }
            if (differences.isEmpty()) {
                change(
                        table.name(),
                        ViewChange.Kind.REPLACED,
                        "CREATE OR REPLACE VIEW " + quoted(table.name()) + " AS " + select(table, view.columns()));
            } else if (recreate) {
                change(table.name(), ViewChange.Kind.REMADE, dropped(view), created(table));
            } else {
                refused.add("view " + EscapedText.of(names.stable() + "." + table.name()) + " cannot take "
                        + String.join(", ", differences) + " in place; run DROP VIEW "
                        + EscapedText.of(quoted(table.name())));
            }
        }

        /** Columns whose collation changes. A view that is changed in place keeps the one that it has. */
        private static List<String> collations(Relation table, Relation view) {
            return view.columns().stream()
                    .filter(old -> table.column(old.name())
                            .filter(now -> now.collation() != old.collation())
                            .isPresent())
                    .map(old -> "column " + EscapedText.of(old.name()) + " changing its collation")
                    .toList();
        }

        /** What PostgreSQL refuses in CREATE OR REPLACE VIEW: a column gone or of another type. */
        private static List<String> differences(Relation table, Relation view) {
            List<String> differences = new ArrayList<>();
            for (Relation.Column old : view.columns()) {
                Optional<Relation.Column> now = table.column(old.name());
                String name = "column " + EscapedText.of(old.name());
                if (now.isEmpty()) {
                    differences.add(name + " being gone");
                } else if (now.get().typeOid() != old.typeOid()) {
                    differences.add(name + " changing from " + EscapedText.of(old.shown()) + " to "
                            + EscapedText.of(now.get().shown()));
                }
            }
            return differences;
        }

        /** All columns of the table, those that the view has already in the view's order, as it must stay. */
        private String select(Relation table, List<Relation.Column> viewColumns) {
            List<String> expressions = new ArrayList<>();
            viewColumns.forEach(old -> table.column(old.name())
                    .ifPresent(column -> expressions.add(expression(column, old.collationName()))));
            Set<String> present =
                    viewColumns.stream().map(Relation.Column::name).collect(Collectors.toSet());
            table.columns().stream()
                    .filter(column -> !present.contains(column.name()))
                    .forEach(column -> expressions.add(expression(column, column.collationName())));
            return "SELECT " + String.join(", ", expressions) + " FROM " + Identifier.quote(daySchema, table.name());
        }

        /**
         * The column without its type's modifier, so that varchar(15) may become varchar(20) below the view. The type
         * stands there by its quoted catalog name: an unquoted {@code bit} or {@code character} would mean length 1.
         */
        private static String expression(Relation.Column column, String collation) {
            String name = Identifier.quote(column.name());
            boolean collated = !collation.isEmpty() && !collation.equals(column.collationName());
            if (column.modifier() == -1 && !collated) {
                return name;
            }
            return "CAST(" + name + " AS " + Identifier.quote(column.typeSchema(), column.typeName()) + ")"
                    + (collated ? " COLLATE " + collation : "") + " AS " + name;
        }
    }
}
