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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns keep their collations: built-in ones by their names, a user's own by what they are made of. */
class CollationsTest {

    private static final String OF_COLUMNS =
            "SELECT a.attname, n.nspname, c.collname FROM pg_attribute a JOIN pg_collation c ON c.oid = a.attcollation"
                    + " JOIN pg_namespace n ON n.oid = c.collnamespace"
                    + " WHERE a.attrelid = 'northwind_2024_01_20.person'::regclass ORDER BY a.attnum";

    @TempDir
    Path folder;

    private final TestDatabase source = PostgresServer.shared().createDatabase();
    private final TestDatabase warehouse = PostgresServer.shared().createDatabase();

    @Test
    void builtInCollationsAreFoundByTheirNames() {
        source.execute(
                "CREATE TABLE person (id int PRIMARY KEY, code text COLLATE \"C\", name text COLLATE \"de-x-icu\")",
                "INSERT INTO person VALUES (1, 'a', 'ä'), (2, 'B', 'z')");

        Run run = load("2024-01-20", definition -> definition);

        assertThat(run.exitCode()).as(run.log()).isZero();
        assertThat(warehouse.query(OF_COLUMNS)).containsExactly("code|pg_catalog|C", "name|pg_catalog|de-x-icu");
        assertThat(leftOut()).isEmpty();
        assertThat(warehouse.query("SELECT code FROM northwind.person ORDER BY code"))
                .containsExactly("B", "a");
    }

    @Test
    void aCollationWrittenInAnotherWayIsTheSame() {
        source.execute("CREATE TABLE person (code text COLLATE \"C\")");

        Run run = load("2024-01-20", definition -> collated(definition, "\"pg_catalog\".\"C\""));

        assertThat(run.exitCode()).as(run.log()).isZero();
        assertThat(warehouse.query(OF_COLUMNS)).containsExactly("code|pg_catalog|C");
    }

    @Test
    void aUsersOwnCollationIsMadeOnceAndComparesAsAtTheSource() {
        source.execute(
                "CREATE COLLATION nocase (provider = icu, locale = 'und@colStrength=secondary', deterministic = false)",
                "CREATE COLLATION own (provider = icu, locale = 'und', rules = '& z < a')",
                "CREATE TABLE person (name text COLLATE nocase PRIMARY KEY, other text COLLATE own)",
                "INSERT INTO person VALUES ('Ann', 'a'), ('Bob', 'z')");

        Run first = load("2024-01-20", definition -> definition);
        Run second = load("2024-01-21", definition -> definition);

        assertThat(first.exitCode()).as(first.log()).isZero();
        assertThat(second.exitCode()).as(second.log()).isZero();
        assertThat(warehouse.query(OF_COLUMNS)).containsExactly("name|northwind|nocase", "other|northwind|own");
        assertThat(warehouse.query("SELECT name FROM northwind.person WHERE name = 'ANN'"))
                .containsExactly("Ann");
        assertThat(warehouse.query("SELECT other FROM northwind.person ORDER BY other"))
                .containsExactly("z", "a");
        assertThat(warehouse.query("SELECT count(*) FROM pg_collation WHERE collnamespace = 'northwind'::regnamespace"))
                .containsExactly("2");
        assertThat(leftOut()).isEmpty();
    }

    @Test
    void anotherCollationOfTheSameNameDoesNotChangeThatOfEarlierDays() {
        source.execute(
                "CREATE COLLATION own (provider = icu, locale = 'de')", "CREATE TABLE person (name text COLLATE own)");
        load("2024-01-20", definition -> definition);
        source.execute(
                "DROP TABLE person",
                "DROP COLLATION own",
                "CREATE COLLATION own (provider = icu, locale = 'sv')",
                "CREATE TABLE person (name text COLLATE own)");

        Run run = load("2024-01-21", definition -> definition);

        assertThat(run.exitCode()).as(run.log()).isZero();
        assertThat(warehouse.query(OF_COLUMNS)).containsExactly("name|northwind|own");
        assertThat(warehouse.query(OF_COLUMNS.replace("_20.", "_21.")))
                .singleElement()
                .asString()
                .matches("name\\|northwind\\|own__[0-9a-f]{8}");
    }

    @Test
    void aCollationThatCannotBeMadeIsListedWithItsReason() {
        source.execute("CREATE TABLE person (name text COLLATE \"C\", other text COLLATE \"C\")");

        Run run = load("2024-01-20", definition -> collated(definition, "public.\"lost; DROP SCHEMA daybook\""));

        assertThat(run.exitCode()).as(run.log()).isZero();
        assertThat(leftOut())
                .containsExactly("person: collation public.\"lost; DROP SCHEMA daybook\" of column name: the warehouse"
                        + " has none of that name");
    }

    @Test
    void viewsOfAnEarlierVersionKeepTheCollationTheyHaveUntilTheyAreMadeAnew() {
        source.execute("CREATE TABLE person (name text)");
        load("2024-01-20", definition -> definition);
        source.execute("DROP TABLE person", "CREATE TABLE person (name text COLLATE \"C\")");

        Run kept = load("2024-01-21", definition -> definition);

        assertThat(kept.exitCode()).as(kept.log()).isZero();
        assertThat(ofView()).containsExactly("default");
        source.execute("INSERT INTO person VALUES ('x')");
        Run anew = load("2024-01-22", definition -> definition, "--recreate-views");
        assertThat(anew.exitCode()).as(anew.log()).isZero();
        assertThat(ofView()).containsExactly("C");
    }

    private List<String> ofView() {
        return warehouse.query("SELECT c.collname FROM pg_attribute a JOIN pg_collation c ON c.oid = a.attcollation"
                + " WHERE a.attrelid = 'northwind.person'::regclass");
    }

    private Run load(String date, UnaryOperator<TableDefinition> change, String... options) {
        SmallLake lake = new SmallLake(folder);
        lake.publish(source, "postgres", SourceKind.POSTGRES, date, change);
        String[] all = new String[options.length + 2];
        System.arraycopy(options, 0, all, 2, options.length);
        all[0] = "--sources";
        all[1] = "postgres";
        return Run.of(warehouse, lake, date, all);
    }

    private List<String> leftOut() {
        return warehouse.query("SELECT unnest(left_out) FROM daybook.load_ledger");
    }

    /** The table with another text as the collation of its first column, as an older manifest may have it. */
    private static TableDefinition collated(TableDefinition table, String collation) {
        ColumnDefinition first = table.columns().getFirst();
        List<ColumnDefinition> columns = new ArrayList<>(table.columns());
        columns.set(
                0,
                new ColumnDefinition(
                        first.name(),
                        first.type(),
                        first.sourceType(),
                        first.required(),
                        Optional.of(collation),
                        first.comment()));
        return new TableDefinition(
                table.name(),
                table.target(),
                table.kind(),
                table.consistent(),
                columns,
                table.primaryKey(),
                table.uniqueKeys(),
                table.foreignKeys(),
                table.checks(),
                table.indexes(),
                table.comment(),
                table.leftOut());
    }
}
