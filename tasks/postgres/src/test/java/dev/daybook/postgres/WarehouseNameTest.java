package dev.daybook.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.lake.model.WarehouseName;
import dev.daybook.postgres.name.Identifier;
import dev.daybook.testing.PostgresServer;
import dev.daybook.testing.TestDatabase;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WarehouseNameTest {

    private static final String LONGEST = "x".repeat(63);

    @Test
    void everyColumnNameThatHasNoFaultIsTakenByPostgresAsItIs() {
        TestDatabase database = PostgresServer.shared().createDatabase();
        List<String> names = List.of(
                LONGEST, "\u00e9".repeat(31), "XMIN", "oid", "select", " ", "a\"b", "a.b", "\n", "\ud83d\ude00");

        for (String name : names) {
            assertThat(WarehouseName.columnFault(name)).as(name).isEmpty();
        }
        database.execute("CREATE TABLE t ("
                + String.join(
                        ", ",
                        names.stream()
                                .map(name -> Identifier.quote(name) + " int")
                                .toList())
                + ")");
        assertThat(database.query("SELECT attname FROM pg_attribute WHERE attrelid = 't'::regclass AND attnum > 0"
                        + " ORDER BY attnum"))
                .isEqualTo(names);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tableoid", "ctid", "xmin", "cmin", "xmax", "cmax"})
    void aSystemColumnsNameIsATablesButNoColumns(String name) {
        assertThat(WarehouseName.fault(name)).isEmpty();
        assertThat(WarehouseName.columnFault(name))
                .contains("is the name of a system column of every table in PostgreSQL");
        assertThat(WarehouseName.columnNear(name, List.of())).isEqualTo(name + "_1");
    }

    @Test
    void theListOfSystemColumnsIsTheServers() {
        TestDatabase database = PostgresServer.shared().createDatabase();
        database.execute("CREATE TABLE t ()");

        assertThat(database.query("SELECT attname FROM pg_attribute WHERE attrelid = 't'::regclass AND attnum < 0"))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(WarehouseName.columnFault(name)).isPresent());
    }

    @Test
    void lengthCountsInBytes() {
        assertThat(WarehouseName.fault(LONGEST + "y")).contains("has 64 bytes, PostgreSQL takes at most 63");
        assertThat(WarehouseName.fault("\u00e9".repeat(32))).contains("has 64 bytes, PostgreSQL takes at most 63");
    }

    @Test
    void emptyNamesNulAndHalvesOfCharactersAreFaults() {
        assertThat(WarehouseName.fault("")).contains("is empty");
        assertThat(WarehouseName.fault("a\0b")).contains("holds a NUL character, which no name in PostgreSQL can");
        assertThat(WarehouseName.fault("a\ud800")).contains("holds half a character, which no name in PostgreSQL can");
    }

    @Test
    void aNameNearAFaultyOneIsCutBetweenCharactersAndIsNoOthers() {
        String tooLong = "\u00e9".repeat(40);
        String first = WarehouseName.columnNear(tooLong, Set.of(tooLong));
        String second = WarehouseName.columnNear(tooLong, Set.of(tooLong, first));

        assertThat(first).isEqualTo("\u00e9".repeat(31));
        assertThat(second).isEqualTo("\u00e9".repeat(30) + "_1");
        assertThat(Optional.of(WarehouseName.columnNear("\0\ud800", Set.of()))).contains("column");
    }
}
