package dev.daybook.loadpostgres.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.lake.model.ColumnDefinition;
import dev.daybook.lake.model.SourceKind;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.loadpostgres.Run;
import dev.daybook.loadpostgres.SmallLake;
import dev.daybook.testing.PostgresServer;
import dev.daybook.testing.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A foreign key that holds at the source only because its columns are compared otherwise there has no orphans. */
class ForeignKeysTest {

    @TempDir
    Path folder;

    private final TestDatabase source = PostgresServer.shared().createDatabase();
    private final TestDatabase warehouse = PostgresServer.shared().createDatabase();
    private SmallLake lake;

    @BeforeEach
    void makeLake() {
        lake = new SmallLake(folder);
        source.execute(
                "CREATE EXTENSION citext",
                "CREATE TABLE users (email citext PRIMARY KEY)",
                "CREATE TABLE logins (id int PRIMARY KEY, email citext REFERENCES users)",
                "INSERT INTO users VALUES ('Ann@example.org')");
    }

    @Test
    void theMissingTypeIsNamedAndStrictKeysDoNotRefuseForIt() {
        source.execute("INSERT INTO logins VALUES (1, 'ANN@example.org')");
        lake.postgres(source, "2024-01-20");

        Run run = load("--strict-foreign-keys");

        assertThat(run.exitCode()).as(run.log()).isZero();
        assertThat(leftOut())
                .containsExactly(
                        "logins: column email is text, for want of type public.citext",
                        "logins: foreign key logins_email_fkey (\"email\") to users: its columns are compared otherwise"
                                + " in the warehouse, for want of type public.citext",
                        "users: column email is text, for want of type public.citext");
        assertThat(run.log()).doesNotContain("have no row there");
    }

    @Test
    void aKeyWhoseRowsFitAllTheSameIsMade() {
        source.execute("INSERT INTO logins VALUES (1, 'Ann@example.org')");
        lake.postgres(source, "2024-01-20");

        Run run = load("--strict-foreign-keys");

        assertThat(run.exitCode()).as(run.log()).isZero();
        assertThat(keys()).containsExactly("logins_email_fkey");
    }

    @Test
    void withTheTypeThereTheKeyHoldsAsAtTheSource() {
        warehouse.execute("CREATE EXTENSION citext");
        source.execute("INSERT INTO logins VALUES (1, 'ANN@example.org')");
        lake.postgres(source, "2024-01-20");

        Run run = load("--strict-foreign-keys");

        assertThat(run.exitCode()).as(run.log()).isZero();
        assertThat(keys()).containsExactly("logins_email_fkey");
        assertThat(leftOut()).isEmpty();
    }

    @Test
    void aMissingCollationThatCallsOtherBytesEqualIsNamed() {
        source.execute(
                "DROP TABLE logins, users",
                "CREATE COLLATION nocase (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
                "CREATE TABLE users (email text COLLATE nocase PRIMARY KEY)",
                "CREATE TABLE logins (id int PRIMARY KEY, email text COLLATE nocase REFERENCES users)",
                "INSERT INTO users VALUES ('Ann')",
                "INSERT INTO logins VALUES (1, 'ANN')");
        lake.publish(source, "postgres", SourceKind.POSTGRES, "2024-01-20", ForeignKeysTest::withoutDefinitions);

        Run run = load("--strict-foreign-keys");

        assertThat(run.exitCode()).as(run.log()).isZero();
        assertThat(leftOut())
                .contains(
                        "logins: foreign key logins_email_fkey (\"email\") to users: its columns are compared otherwise"
                                + " in the warehouse, for want of collation public.nocase");
    }

    /** The table as a manifest before version 1.1 has it: of collations it knows the names only. */
    private static TableDefinition withoutDefinitions(TableDefinition table) {
        return new TableDefinition(
                table.name(),
                table.target(),
                table.kind(),
                table.consistent(),
                table.columns().stream()
                        .map(column -> new ColumnDefinition(
                                column.name(),
                                column.type(),
                                column.sourceType(),
                                column.required(),
                                column.collation(),
                                column.comment()))
                        .toList(),
                table.primaryKey(),
                table.uniqueKeys(),
                table.foreignKeys(),
                table.checks(),
                table.indexes(),
                table.comment(),
                table.leftOut());
    }

    @Test
    void orphansThatAreOrphansAreStillRefused() {
        warehouse.execute("CREATE EXTENSION citext");
        source.execute("ALTER TABLE logins DISABLE TRIGGER ALL", "INSERT INTO logins VALUES (1, 'bob@example.org')");
        lake.postgres(source, "2024-01-20");

        Run run = load("--strict-foreign-keys");

        assertThat(run.exitCode()).isEqualTo(65);
        assertThat(run.message())
                .isEqualTo(
                        "logins: foreign key logins_email_fkey (\"email\") to users: 1 rows have no row there; nothing"
                                + " was changed; correct the source and extract again, or load without --strict-foreign-keys");
    }

    private Run load(String option) {
        return Run.of(warehouse, lake, "2024-01-20", "--sources", "postgres", option);
    }

    private List<String> leftOut() {
        return warehouse.query("SELECT unnest(left_out) FROM daybook.load_ledger");
    }

    private List<String> keys() {
        return warehouse.query("SELECT conname FROM pg_constraint WHERE contype = 'f'"
                + " AND connamespace = 'northwind_2024_01_20'::regnamespace");
    }
}
