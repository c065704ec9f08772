package dev.daybook.loadpostgres.switchover;

import dev.daybook.loadpostgres.ddl.Literal;
import dev.daybook.loadpostgres.session.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the locks on views before anything is done to them. New readers wait behind a lock that is waited for, so all waits
 * of one try together last 200 ms at most: below PostgreSQL's deadlock_timeout, so that it is never a reader who loses. Once
 * the locks are there, the views change without waiting for anybody, however many they are.
 */
final class ViewLocks {

    /** In an order of chance: who gives way to a reader that takes two views in turn soon meets it the other way round. */
    private static final String STATEMENTS = """
            SELECT format('ALTER VIEW %I.%I OWNER TO %I', n.nspname, c.relname, pg_get_userbyid(c.relowner))
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ? AND c.relkind = 'v' AND c.relname = ANY (?)
            ORDER BY random()""";

    /**
     * LOCK TABLE would also lock the tables that a view reads, so this is done by giving each view the owner that it has.
     * Only what waited counts: a lock that is free takes less than a millisecond.
     */
    private static final String TAKE = """
            DECLARE
                waits integer := 200;
                begun timestamptz;
                command text;
            BEGIN
                FOREACH command IN ARRAY ARRAY[%s]::text[] LOOP
                    PERFORM pg_catalog.set_config('lock_timeout', greatest(waits, 1)::text, true);
                    begun := pg_catalog.clock_timestamp();
                    EXECUTE command;
                    waits := waits - floor(extract(epoch FROM pg_catalog.clock_timestamp() - begun) * 1000)::integer;
                END LOOP;
            END""";

    private ViewLocks() {}

    /**
     * Takes the locks until the end of the running transaction.
     *
     * @throws SQLException with lock_not_available when readers hold one for too long
     */
    static void take(Connection connection, String schema, List<String> views) throws SQLException {
        List<String> literals = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(STATEMENTS)) {
            statement.setString(1, schema);
            statement.setArray(2, connection.createArrayOf("text", views.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    literals.add(Literal.of(rows.getString(1)));
                }
            }
        }
        if (!literals.isEmpty()) {
            Sql.execute(connection, doBlock(TAKE.formatted(String.join(", ", literals))));
        }
    }

    /**
     * All statements as one, so that either all take effect or none. They are executed as texts: of a statement that stands
     * in the block itself the server keeps a plan, and goes through all plans at each change of its catalog.
     */
    static String oneStatement(List<String> statements) {
        return doBlock(" DECLARE command text; BEGIN FOREACH command IN ARRAY ARRAY["
                + String.join(", ", statements.stream().map(Literal::of).toList())
                + "]::text[] LOOP EXECUTE command; END LOOP; END ");
    }

    private static String doBlock(String body) {
        String tag = "$views$";
        for (int i = 0; body.contains(tag); i++) {
            tag = "$views" + i + "$";
        }
        return "DO " + tag + body + tag;
    }
}
