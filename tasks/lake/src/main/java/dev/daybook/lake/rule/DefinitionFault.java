package dev.daybook.lake.rule;

import dev.daybook.lake.model.TableDefinition;
import dev.daybook.task.text.EscapedText;
import java.util.OptionalInt;

/**
 * Why a definition cannot be followed.
 *
 * @param table the definition
 * @param column which of its columns is meant, from 0; empty for the table itself
 * @param part the part that is wrong, as definitions name it
 * @param reason the end of a sentence that begins with the place
 */
public record DefinitionFault(TableDefinition table, OptionalInt column, Part part, String reason) {

    /** The parts of a definition that the rules are about. */
    public enum Part {
        /** The name of a column. */
        NAME("name"),
        /** The name in the warehouse. */
        TARGET("target"),
        /** The primary key. */
        PRIMARY_KEY("primary_key"),
        /** How it is loaded. */
        LOAD("load"),
        /** The columns that say which version is newer. */
        VERSION("version"),
        /** The dataset that it is a part of. */
        PARENT("parent"),
        /** What takes a value's place. */
        PERSONAL("personal"),
        /** What a column identifies a person by. */
        SUBJECT("subject");

        private final String key;

        Part(String key) {
            this.key = key;
        }

        /** Its key in a definition's JSON. */
        public String key() {
            return key;
        }
    }

    static DefinitionFault of(TableDefinition table, Part part, String reason) {
        return new DefinitionFault(table, OptionalInt.empty(), part, reason);
    }

    static DefinitionFault of(TableDefinition table, int column, Part part, String reason) {
        return new DefinitionFault(table, OptionalInt.of(column), part, reason);
    }

    /** Where it is in the definition's JSON: {@code columns[2].personal}. */
    public String place() {
        return column.isPresent() ? "columns[" + column.getAsInt() + "]." + part.key() : part.key();
    }

    /** What is wrong, for people: dataset, column and reason. */
    public String message() {
        String dataset = EscapedText.of(table.dataset());
        String named = column.isPresent()
                ? dataset + ", column '"
                        + EscapedText.of(table.columns().get(column.getAsInt()).name()) + "'"
                : dataset;
        return named + ": " + reason;
    }
}
