package dev.daybook.loadpostgres;

import dev.daybook.lake.Lake;
import dev.daybook.loadpostgres.session.Sql;
import dev.daybook.loadpostgres.session.Warehouse;
import dev.daybook.postgres.warehouse.WarehouseNames;
import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Finds out whether the load could run: the lake is readable, the warehouse takes connections, schemas and grants. */
record WarehouseCheck(Warehouse warehouse, WarehouseNames names, LoadSettings settings, Lake lake) {

    private static final String LACKS_CREATE = """
            SELECT current_user::text
            WHERE NOT has_database_privilege(current_database(), 'CREATE')""";

    private static final String FOREIGN_SCHEMAS = """
            SELECT nspname::text || ' belongs to ' || pg_get_userbyid(nspowner) FROM pg_namespace
            WHERE nspname IN (?, ?) AND NOT pg_has_role(nspowner, 'USAGE') ORDER BY nspname""";

    /**
     * Checks; changes nothing.
     *
     * @throws StepFailure naming everything that is in the way
     */
    void run() {
        lake.requireReadable();
        List<String> problems = warehouse.shortWork(this::problems);
        if (!problems.isEmpty()) {
            throw new StepFailure.Denied(String.join("; ", problems));
        }
    }

    private List<String> problems(Connection connection) throws SQLException {
        List<String> problems = new ArrayList<>();
        for (String role : Sql.texts(connection, LACKS_CREATE)) {
            problems.add("role " + EscapedText.of(role) + " may not create schemas in the warehouse "
                    + warehouse.place() + ": GRANT CREATE ON DATABASE ... TO " + EscapedText.of(role));
        }
        for (String owned : Sql.texts(connection, FOREIGN_SCHEMAS, names.stable(), WarehouseNames.DAYBOOK)) {
            problems.add("schema " + EscapedText.of(owned) + ", not to the role that loads, " + warehouse.user());
        }
        if (settings.grantTo().isPresent()) {
            String role = settings.grantTo().get();
            if (Sql.texts(connection, "SELECT rolname FROM pg_roles WHERE rolname = ?", role)
                    .isEmpty()) {
                problems.add("--grant-to: the warehouse has no role '" + EscapedText.of(role) + "'");
            }
        }
        return problems;
    }
}
