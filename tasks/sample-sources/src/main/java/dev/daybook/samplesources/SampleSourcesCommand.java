package dev.daybook.samplesources;

import dev.daybook.postgres.connect.ConnectionSettings;
import dev.daybook.postgres.connect.SqlFailure;
import dev.daybook.task.Environment;
import dev.daybook.task.Period;
import dev.daybook.task.StepFailure;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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
final class SampleSourcesCommand implements Callable<Integer> {

    private final Environment environment;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--day",
            required = true,
            paramLabel = "YYYY-MM-DD",
            converter = DayConverter.class,
            description = "the day whose state is written")
    private LocalDate day;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "another number is another shop (default: 1)")
    private long seed;

    @Option(
            names = "--scale",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "so many times 830 orders and 2155 lines, 1 to 1000 (default: 1); from 2 on order_id is an integer")
    private int scale;

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description = "writes the orders' lines, order_details.csv, to this file")
    private Path csv;

    @Option(
            names = "--sql",
            paramLabel = "FILE",
            description = "writes the 13 tables to this file, as a script for psql")
    private Path sql;

    SampleSourcesCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        boolean database = environment.get("SOURCE_DB_URL").isPresent();
        check(database);
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
        return 0;
    }

    private void check(boolean database) {
        if (scale < 1 || scale > 1_000) {
            throw new StepFailure.Usage("--scale: expected 1 to 1000, found " + scale);
        }
        if (day.isBefore(OrderBook.FIRST_DAY) || day.isAfter(OrderBook.LAST_DAY)) {
            throw new StepFailure.Usage("--day: expected a day from " + OrderBook.FIRST_DAY + " to "
                    + OrderBook.LAST_DAY + ", found " + day);
        }
        if (!database && sql == null && csv == null) {
            throw new StepFailure.Configuration(
                    "nothing to write: expected --csv FILE, --sql FILE or SOURCE_DB_URL, found none of them");
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
        PrintWriter out = spec.commandLine().getOut();
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }

    /** Reads a day as every step reads one. */
    private static final class DayConverter implements ITypeConverter<LocalDate> {

        @Override
        public LocalDate convert(String text) {
            Period period;
            try {
                period = Period.parse(text);
            } catch (IllegalArgumentException e) {
                throw new StepFailure.Usage("--day: " + e.getMessage());
            }
            if (period.length() != Period.Length.DAY) {
                throw new StepFailure.Usage("--day: expected a day YYYY-MM-DD, found the hour " + text);
            }
            return period.date();
        }
    }
}
