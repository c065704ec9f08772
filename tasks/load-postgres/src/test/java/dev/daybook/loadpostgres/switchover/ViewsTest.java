package dev.daybook.loadpostgres.switchover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.loadpostgres.Run;
import dev.daybook.loadpostgres.Shop;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ViewsTest {

    @TempDir
    Path folder;

    private Shop shop;

    @BeforeEach
    void makeShop() {
        shop = new Shop(folder);
    }

    @Test
    void dependantsAndGrantsSurviveASwitch() {
        shop.loaded("2024-01-20");
        shop.warehouse.execute(
                "DROP ROLE IF EXISTS load_test_reader",
                "CREATE ROLE load_test_reader",
                "GRANT SELECT ON northwind.orders TO load_test_reader",
                "CREATE VIEW public.big AS SELECT order_id FROM northwind.orders WHERE freight > 2");
        shop.sell(2);

        shop.loaded("2024-01-21");

        assertThat(shop.warehouse.query("SELECT order_id FROM public.big")).containsExactly("2");
        assertThat(shop.warehouse.query("SELECT has_table_privilege('load_test_reader', 'northwind.orders', 'SELECT')"))
                .containsExactly("t");
        shop.warehouse.execute("DROP OWNED BY load_test_reader", "DROP ROLE load_test_reader");
    }

    @Test
    void aRoleThatIsNamedReadsViewsAndTables() {
        shop.warehouse.execute("DROP ROLE IF EXISTS load_test_grantee", "CREATE ROLE load_test_grantee");
        shop.loaded("2024-01-20");
        shop.load("2024-01-20", "--grant-to", "load_test_grantee");
        shop.sell(2);
        shop.loaded("2024-01-21", "--grant-to", "load_test_grantee");

        assertThat(shop.warehouse.query("SELECT has_schema_privilege('load_test_grantee', n, 'USAGE'),"
                        + " has_table_privilege('load_test_grantee', n || '.orders', 'SELECT')"
                        + " FROM unnest('{northwind,northwind_2024_01_20,northwind_2024_01_21}'::text[]) n"))
                .containsExactly("t|t", "t|t", "t|t");
        shop.warehouse.execute("DROP OWNED BY load_test_grantee", "DROP ROLE load_test_grantee");
    }

    @Test
    void aColumnMayGrowAndANewOneComesLast() {
        shop.loaded("2024-01-20");
        shop.source.execute(
                "ALTER TABLE customers ALTER COLUMN name TYPE varchar(80), ADD COLUMN city varchar(15)",
                "ALTER TABLE orders ALTER COLUMN freight TYPE numeric(12,3)");

        shop.loaded("2024-01-21");

        assertThat(shop.warehouse.query("SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute"
                        + " WHERE attrelid = 'northwind.customers'::regclass AND attnum > 0 ORDER BY attnum"))
                .containsExactly("customer_id|text", "name|character varying", "city|character varying");
    }

    @Test
    void aLengthIsNotCutByTheCastOfAView() {
        shop.source.execute(
                "CREATE TABLE lengths (b bit(5), v varbit(7), c char(4), n numeric(5,1)[], w varchar(3)[])",
                "INSERT INTO lengths VALUES ('10101', '1111111', 'ab', '{1.5,2.5}', '{abc,de}')");

        shop.loaded("2024-01-20");

        assertThat(shop.warehouse.query("SELECT b, v, c || '|', n, w FROM northwind.lengths"))
                .isEqualTo(shop.source.query("SELECT b, v, c || '|', n, w FROM lengths"));
    }

    @Test
    void aColumnThatChangesItsTypeIsRefusedUntilTheViewIsMadeAnew() {
        shop.loaded("2024-01-20");
        shop.warehouse.execute(
                "COMMENT ON VIEW northwind.orders IS 'ours'", "GRANT SELECT ON northwind.orders TO PUBLIC");
        shop.source.execute(
                "ALTER TABLE orders ALTER COLUMN order_id TYPE bigint", "ALTER TABLE orders DROP COLUMN freight");
        shop.sellWithoutFreight(2);
        shop.extract("2024-01-21");

        Run refused = shop.load("2024-01-21");

        assertThat(refused.exitCode()).isEqualTo(78);
        assertThat(refused.message())
                .isEqualTo(
                        "the day is loaded, but the views cannot move: view northwind.orders cannot take column order_id"
                                + " changing from integer to bigint, column freight being gone in place; run"
                                + " DROP VIEW \"northwind\".\"orders\"; then run again, or run again with --recreate-views, which"
                                + " keeps grants; until then the views stand where they stood");
        assertThat(shop.shown()).containsExactly("1");
        assertThat(shop.warehouse.query("SELECT count(*) FROM northwind_2024_01_21.orders"))
                .containsExactly("2");

        Run again = shop.load("2024-01-21", "--recreate-views");

        assertThat(again.exitCode()).as(again.log()).isZero();
        assertThat(shop.shown()).containsExactly("1", "2");
        assertThat(shop.warehouse.query("SELECT obj_description('northwind.orders'::regclass, 'pg_class'), relacl::text"
                        + " LIKE '%=r/%' FROM pg_class WHERE oid = 'northwind.orders'::regclass"))
                .containsExactly("ours|t");
    }

    @Test
    void theViewOfATableThatIsGoneIsDroppedUnlessSomethingDependsOnIt() {
        shop.source.execute("CREATE TABLE extra (id int)");
        shop.loaded("2024-01-20");
        shop.warehouse.execute("CREATE VIEW public.mine AS SELECT * FROM northwind.extra");
        shop.source.execute("DROP TABLE extra");
        shop.extract("2024-01-21");

        Run refused = shop.load("2024-01-21", "--allow-missing", "extra");

        assertThat(refused.exitCode()).isEqualTo(78);
        assertThat(refused.message())
                .isEqualTo(
                        "the day is loaded, but the views cannot move: cannot drop view northwind.extra because other"
                                + " objects depend on it: view public.mine depends on view northwind.extra; drop what depends on"
                                + " it, then run again; until then the views stand where they stood");

        shop.warehouse.execute("DROP VIEW public.mine");
        assertThat(shop.load("2024-01-21").exitCode()).isZero();
        assertThat(shop.warehouse.query("SELECT to_regclass('northwind.extra')"))
                .containsExactly("<null>");
    }

    @Test
    void aTableOfTheUsersOwnIsNeverReplaced() {
        shop.warehouse.execute("CREATE SCHEMA northwind", "CREATE TABLE northwind.orders (mine int)");
        shop.extract("2024-01-20");

        Run refused = shop.load("2024-01-20");

        assertThat(refused.exitCode()).isEqualTo(78);
        assertThat(refused.message())
                .startsWith(
                        "the day is loaded, but the views cannot move: northwind.orders is not a view that a load has"
                                + " made; rename it: ALTER TABLE \"northwind\".\"orders\" RENAME TO ...");
        assertThat(shop.warehouse.query("SELECT * FROM northwind.orders")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"WHERE freight > 1", "LIMIT 1", "GROUP BY order_id"})
    void aViewOfTheUsersOwnIsNeverReplacedOrDropped(String clause) {
        shop.loaded("2024-01-20");
        shop.warehouse.execute(
                "DROP VIEW northwind.orders",
                "CREATE VIEW northwind.orders AS SELECT order_id FROM northwind_2024_01_20.orders " + clause);
        shop.extract("2024-01-21");

        Run refused = shop.load("2024-01-21");

        assertThat(refused.exitCode()).as(refused.log()).isEqualTo(78);
        assertThat(refused.message())
                .startsWith(
                        "the day is loaded, but the views cannot move: northwind.orders is not a view that a load has"
                                + " made; rename it: ALTER TABLE \"northwind\".\"orders\" RENAME TO ...");
        assertThat(shop.load("2024-01-21", "retire").exitCode()).isEqualTo(78);
        assertThat(shop.warehouse.query("SELECT count(*) FROM northwind.orders"))
                .containsExactly("1");
    }

    @Test
    void anEnumIsExtendedInItsOrderAndViewsGoOn() {
        shop.source.execute(
                "CREATE TYPE mood AS ENUM ('sad', 'happy')",
                "CREATE TABLE people (id int PRIMARY KEY, mood mood, moods mood[])",
                "INSERT INTO people VALUES (1, 'sad', '{sad,happy}')");
        shop.loaded("2024-01-20");
        shop.source.execute(
                "ALTER TYPE mood ADD VALUE 'so-so' BEFORE 'happy'", "ALTER TYPE mood ADD VALUE 'o''k' BEFORE 'sad'");
        shop.source.execute("INSERT INTO people VALUES (2, 'so-so', '{so-so}'), (3, 'o''k', '{}')");

        shop.loaded("2024-01-21");

        assertThat(shop.warehouse.query("SELECT enumlabel FROM pg_enum WHERE enumtypid = 'northwind.mood'::regtype"
                        + " ORDER BY enumsortorder"))
                .containsExactly("o'k", "sad", "so-so", "happy");
        assertThat(shop.warehouse.query("SELECT id, mood, moods FROM northwind.people ORDER BY mood"))
                .containsExactly("3|o'k|{}", "1|sad|{sad,happy}", "2|so-so|{so-so}");
    }

    @Test
    void anEnumInAnotherOrderIsAnotherTypeAndTheViewIsRefused() {
        shop.source.execute(
                "CREATE TYPE mood AS ENUM ('sad', 'happy')",
                "CREATE TABLE people (id int PRIMARY KEY, mood mood)",
                "INSERT INTO people VALUES (1, 'sad')");
        shop.loaded("2024-01-20");
        shop.source.execute("ALTER TYPE mood RENAME VALUE 'happy' TO 'glad'");
        shop.extract("2024-01-21");

        Run refused = shop.load("2024-01-21");

        assertThat(refused.exitCode()).isEqualTo(78);
        assertThat(refused.message())
                .contains(
                        "view northwind.people cannot take column mood changing from northwind.mood to northwind.mood__")
                .contains("run DROP VIEW \"northwind\".\"people\"");
        assertThat(shop.load("2024-01-21", "--recreate-views").exitCode()).isZero();
        assertThat(shop.warehouse.query("SELECT mood FROM northwind.people")).containsExactly("sad");
    }
}
