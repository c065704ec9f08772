package dev.daybook.postgres.type;

import dev.daybook.lake.model.ColumnType;
import dev.daybook.task.text.EscapedText;
import dev.daybook.task.text.NearMiss;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * From PostgreSQL's types to the lake's: the type table, with the types declared by {@code --type}. What a column
 * becomes follows from the catalog and the declarations alone, never from its values, because days must read together.
 *
 * @param overrides what is declared
 */
public record TypeMapping(List<TypeOverride> overrides) {

    /** The type table without declarations. */
    public static final TypeMapping DEFAULT = new TypeMapping(List.of());

    /** Copies the list. */
    public TypeMapping {
        overrides = List.copyOf(overrides);
    }

    /**
     * Takes the values of {@code --type}.
     *
     * @param problems gets one line for each column or type that is given twice
     */
    public static TypeMapping of(List<TypeOverride> overrides, Collection<String> problems) {
        Set<TypeOverride.Scope> scopes = new HashSet<>();
        for (TypeOverride override : overrides) {
            if (!scopes.add(override.scope())) {
                problems.add("--type: expected one type for each column or type, found two for '"
                        + EscapedText.of(override.scope().toString()) + "'");
            }
        }
        return new TypeMapping(overrides);
    }

    /** The same with some columns as text, whatever is declared for them. */
    public TypeMapping withText(Collection<TypeOverride.Scope.Column> columns) {
        List<TypeOverride> all = new ArrayList<>();
        columns.forEach(column -> all.add(new TypeOverride(column + "=text", column, new ColumnType.Text())));
        overrides.stream()
                .filter(override -> all.stream().noneMatch(text -> text.scope().equals(override.scope())))
                .forEach(all::add);
        return new TypeMapping(all);
    }

    /**
     * The table of types for one reading of the catalog.
     *
     * @param types by OID
     * @param problems gets what is wrong with the declarations, one line each
     */
    public TypeTable over(Map<Long, CatalogType> types, Collection<String> problems) {
        return new TypeTable(overrides, types, problems);
    }

    /**
     * Finds declarations that name no selected column, or no type.
     *
     * @param columns the selected columns, by scope
     * @param typeNames every {@code typname} of the database
     */
    public void findUnknown(
            Set<TypeOverride.Scope.Column> columns, Set<String> typeNames, Collection<String> problems) {
        for (TypeOverride override : overrides) {
            switch (override.scope()) {
                case TypeOverride.Scope.Column column -> {
                    if (!columns.contains(column)) {
                        Set<String> known = new TreeSet<>();
                        columns.forEach(name -> known.add(name.toString()));
                        problems.add("--type: there is no selected column '" + EscapedText.of(column.toString()) + "'"
                                + NearMiss.hint(column.toString(), known));
                    }
                }
                case TypeOverride.Scope.AllOfType type -> {
                    if (!typeNames.contains(type.typeName())) {
                        problems.add("--type: there is no type '" + EscapedText.of(type.toString()) + "'"
                                + NearMiss.hint(type.typeName(), typeNames));
                    }
                }
            }
        }
    }
}
