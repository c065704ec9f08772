package dev.daybook.torture;

import java.util.List;

/**
 * A setting that sessions of a step have before they set anything.
 *
 * @param holder what has it
 * @param assignment {@code name = value}
 */
record Setting(Holder holder, String assignment) {

    /** What can have settings; the role is that of one database, and has its name. */
    enum Holder {
        /** Each session in the database. */
        DATABASE("ALTER DATABASE %1$s SET "),
        /** Each session of the role. */
        ROLE("ALTER ROLE %1$s SET "),
        /** Each session of the role in the database; goes before both others. */
        ROLE_IN_DATABASE("ALTER ROLE %1$s IN DATABASE %1$s SET ");

        private final String statement;

        Holder(String statement) {
            this.statement = statement;
        }
    }

    /** The statements that give settings to a database and its role. */
    static List<String> sql(List<Setting> settings, String name) {
        return settings.stream().map(setting -> setting.sql(name)).toList();
    }

    /** The statement that gives it to a database and its role. */
    String sql(String name) {
        return holder.statement.formatted(name) + assignment;
    }
}
