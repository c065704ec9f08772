package dev.daybook.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That torture can fail: faults in the warehouse are found and shrunk. {@code make torture} looks for faults of the steps. */
class TortureTest {

    /** Enough to come down to one table; {@link ShrinkingTest} has the rest. */
    private static final int MOST_TRIES = 3;

    private static Server server;

    @BeforeAll
    static void startServer() {
        server = Server.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    /** A small database in which every fault finds a table. */
    private static SampleDatabase threeTables() {
        List<SampleTable.Column> columns = List.of(
                new SampleTable.Column("id", "integer", "", true),
                new SampleTable.Column("a \"note\"", "text", "", true));
        List<List<String>> rows = List.of(List.of("1", "one"), List.of("2", "two"));
        List<SampleTable> tables = List.of("first", "second", "third").stream()
                .map(name -> new SampleTable(
                        "public",
                        name,
                        Optional.empty(),
                        SampleTable.Partitions.NONE,
                        columns,
                        rows,
                        List.of("ALTER TABLE public." + name + " ADD PRIMARY KEY (id)")))
                .toList();
        return new SampleDatabase(0, "UTF8", List.of(), List.of(), List.of(), tables, List.of(), List.of());
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aFaultInTheWarehouseIsFoundAndShrunkToOneTable(Fault fault) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Torture torture = new Torture(server, new PrintStream(printed, true, StandardCharsets.UTF_8), MOST_TRIES);

        List<SampleDatabase> smallest = torture.run(threeTables(), fault);

        String report = printed.toString(StandardCharsets.UTF_8);
        assertThat(smallest).as(report).hasSize(1);
        assertThat(smallest.getFirst().tables()).as(report).hasSize(1);
        Difference.Kind kind = fault == Fault.DROPPED_KEY ? Difference.Kind.CONSTRAINTS : Difference.Kind.ROWS;
        assertThat(report)
                .contains(
                        "injected: ", "DIFFERENT seed 0: " + kind, "again with: make torture SEED=0", "CREATE TABLE ");
    }

    @Test
    void theSameSeedDrawsTheSameDatabase() {
        assertThat(DatabaseDraw.of(7)).isEqualTo(DatabaseDraw.of(7)).isNotEqualTo(DatabaseDraw.of(8));
    }

    @Test
    void mostOfWhatIsDrawnIsTakenByPostgres() {
        int drawn = 0;
        int taken = 0;
        for (long seed = 1; seed <= 5; seed++) {
            SampleDatabase sample = DatabaseDraw.of(seed);
            Database database = server.create(sample.encoding());
            drawn += sample.firstDay().size();
            taken += database.attempt(sample.firstDay()).size();
            server.drop(database);
        }
        assertThat(taken).isGreaterThan(drawn * 8 / 10);
    }
}
