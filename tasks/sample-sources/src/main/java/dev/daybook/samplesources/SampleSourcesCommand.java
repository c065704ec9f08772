package dev.daybook.samplesources;

import dev.daybook.postgres.connect.ConnectionSettings;
import dev.daybook.postgres.connect.SqlFailure;
import dev.daybook.task.Environment;
import dev.daybook.task.Period;
import dev.daybook.task.StepFailure;
import dev.daybook.task.command.WholeNumber;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** The command line of sample-sources. */
@Command(
        name = "sample-sources",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Writes a shop's source database of 13 tables and its order_details.csv: invented values, the same for the"
                        + " same seed, scale and day.",
        footer = {
            "",
            "Environment variables:",
            "  SOURCE_DB_URL, SOURCE_DB_USER, SOURCE_DB_PASSWORD or SOURCE_DB_PASSWORD_FILE",
            "                  the database to write to; without SOURCE_DB_URL none is written",
            "",
            "Exit codes: 0 done, 64 bad argument, 69 database not reachable, 70 bug, 73 or 74 file not writable,",
            "  77 password refused or right missing, 78 missing setting"
        })
final class SampleSourcesCommand {

    private final Environment environment;
    private final PrintWriter out;

    @Option(
            names = "--day",
            required = true,
            paramLabel = "YYYY-MM-DD",
            converter = DayReader.class,
            description = "the day whose state is written")
    @SuppressWarnings("NullAway.Init") // required, so picocli sets it
    private LocalDate day;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            converter = SeedReader.class,
            description = "another number is another shop (default: 1)")
    private long seed;

    @Option(
            names = "--scale",
            paramLabel = "N",
            defaultValue = "1",
            converter = ScaleReader.class,
            description =
                    "so many times 830 orders and 2155 lines, 1 to 1000 (default: 1); from 2 on order_id is an integer")
    private int scale;

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description = "writes the orders' lines, order_details.csv, to this file")
    private @Nullable Path csv;

    @Option(
            names = "--sql",
            paramLabel = "FILE",
            description = "writes the 13 tables to this file, as a script for psql")
    private @Nullable Path sql;

    SampleSourcesCommand(Environment environment, PrintWriter out) {
        this.environment = environment;
        this.out = out;
    }

    /** Writes what is asked for. */
    void write() {
        boolean database = environment.get("SOURCE_DB_URL").isPresent();
        if (!database && sql == null && csv == null) {
            throw new StepFailure.Configuration(
                    "nothing to write: expected --csv FILE, --sql FILE or SOURCE_DB_URL, found none of them");
        }
        Shop shop = new Shop(seed, scale, day);
        if (database) {
            writeDatabase(shop);
        }
        if (sql != null) {
            SqlDump dump = new SqlDump(shop);
            long bytes = NewFile.write(sql, dump::writeTo);
            say("13 tables, %,d rows, %,d bytes as %s", dump.rows(), bytes, sql);
        }
        if (csv != null) {
            OrderDetailsFile file = new OrderDetailsFile(shop);
            long bytes = NewFile.write(csv, file::writeTo);
            say("order_details, %,d rows, %,d bytes as %s", file.rows(), bytes, csv);
        }
    }

    private void writeDatabase(Shop shop) {
        try (Connection connection =
                ConnectionSettings.from(environment, "SOURCE_DB").connect("sample-sources")) {
            long rows = new SourceDatabase(connection).replaceTables(shop.tables());
            say("13 tables, %,d rows in database %s", rows, connection.getCatalog());
        } catch (SQLException e) {
            throw SqlFailure.of(e, "closing the source database");
        }
    }

    private void say(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }

    /** Reads {@code --day} as every step reads one. */
    private static final class DayReader implements ITypeConverter<LocalDate> {
        @Override
        public LocalDate convert(String text) {
            Period period = Period.parse(text);
            if (period.length() != Period.Length.DAY) {
                throw new IllegalArgumentException("expected a day YYYY-MM-DD, found the hour " + text);
            }
            LocalDate day = period.date();
            if (day.isBefore(OrderBook.FIRST_DAY) || day.isAfter(OrderBook.LAST_DAY)) {
                throw new IllegalArgumentException(
                        "expected a day from " + OrderBook.FIRST_DAY + " to " + OrderBook.LAST_DAY);
            }
            return day;
        }
    }

    /** Reads {@code --seed}. */
    private static final class SeedReader implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            if (!text.matches("-?[0-9]{1,18}")) {
                throw new IllegalArgumentException("expected a whole number of at most 18 digits");
            }
            return Long.valueOf(text);
        }
    }

    /** Reads {@code --scale}. */
    private static final class ScaleReader extends WholeNumber {
        ScaleReader() {
            super(1, 1_000);
        }
    }
}
