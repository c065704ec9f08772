package dev.daybook.publishreport;

import dev.daybook.postgres.name.Identifier;
import dev.daybook.postgres.warehouse.Ledger;
import dev.daybook.postgres.warehouse.LedgerRow;
import dev.daybook.postgres.warehouse.Part;
import dev.daybook.postgres.warehouse.WarehouseTables;
import dev.daybook.task.Period;
import dev.daybook.task.PipelineName;
import dev.daybook.task.StepFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Finds in the ledger what reports read. Tells all that is missing at once. */
final class LoadedPeriods {

    private static final int HOURS = 24;

    private final Connection connection;
    private final String place;
    private final Period period;
    private final boolean hasLedger;
    private final List<String> missing = new ArrayList<>();

    private LoadedPeriods(Connection connection, String place, Period period) throws SQLException {
        this.connection = connection;
        this.place = place;
        this.period = period;
        this.hasLedger = WarehouseTables.hasLedger(connection);
    }

    /**
     * Finds the period of each pipeline.
     *
     * @param place the warehouse, for messages
     * @param period the reports' period
     * @throws StepFailure.NotReady naming each period that is not loaded and the command that loads it
     */
    static List<ReadPeriod> find(Connection connection, String place, Period period, List<ReadPipeline> reads)
            throws SQLException {
        LoadedPeriods periods = new LoadedPeriods(connection, place, period);
        List<ReadPeriod> found = new ArrayList<>();
        for (ReadPipeline read : reads) {
            periods.find(read).ifPresent(row -> found.add(new ReadPeriod(read.pipeline(), row)));
        }
        if (!periods.missing.isEmpty()) {
            throw new StepFailure.NotReady(String.join("; ", periods.missing));
        }
        return found;
    }

    private Optional<LedgerRow> find(ReadPipeline read) throws SQLException {
        Optional<LedgerRow> row = read.latest() ? latest(read.pipeline()) : ownPeriod(read.pipeline());
        if (row.isPresent()) {
            read.parts().stream()
                    .filter(part -> !part.equals(Part.SNAPSHOT.value()))
                    .forEach(part -> miss(
                            read.pipeline(),
                            "part " + part + " of " + row.get().period(),
                            "its part " + Part.SNAPSHOT + " alone",
                            row.get().period()));
        }
        return row;
    }

    private Optional<LedgerRow> latest(PipelineName pipeline) throws SQLException {
        List<LedgerRow> rows = new ArrayList<>(hasLedger ? new Ledger(pipeline).all(connection) : List.of());
        rows.removeIf(row -> row.period().end().isAfter(period.end()));
        rows.sort(Comparator.comparing((LedgerRow row) -> row.period().end()).reversed());
        for (LedgerRow row : rows) {
            if (isThere(row)) {
                return Optional.of(row);
            }
        }
        miss(pipeline, "a period up to " + period, "none", period);
        return Optional.empty();
    }

    /** The period itself; or for a day of hours the last of them, which shows the day's last state. */
    private Optional<LedgerRow> ownPeriod(PipelineName pipeline) throws SQLException {
        Optional<LedgerRow> row = row(pipeline, period);
        if (row.isPresent() || period.length() == Period.Length.HOUR) {
            row.ifPresentOrElse(_ -> {}, () -> miss(pipeline, period.toString(), "no such day", period));
            return row;
        }
        List<Period> absent = new ArrayList<>();
        for (Period hour : hours()) {
            row = row(pipeline, hour);
            if (row.isEmpty()) {
                absent.add(hour);
            }
        }
        if (absent.isEmpty()) {
            return row;
        }
        boolean none = absent.size() == HOURS;
        miss(
                pipeline,
                period.toString(),
                none ? "no such day" : HOURS - absent.size() + " of its " + HOURS + " hours",
                none ? period : absent.getFirst());
        return Optional.empty();
    }

    private List<Period> hours() {
        return IntStream.range(0, HOURS)
                .mapToObj(hour -> new Period(period.start().plusHours(hour), Period.Length.HOUR))
                .toList();
    }

    private Optional<LedgerRow> row(PipelineName pipeline, Period wanted) throws SQLException {
        Optional<LedgerRow> row = hasLedger ? new Ledger(pipeline).find(connection, wanted) : Optional.empty();
        return row.isPresent() && isThere(row.get()) ? row : Optional.empty();
    }

    /** Whether the schema that the ledger names is there. */
    private boolean isThere(LedgerRow row) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT to_regnamespace(?) IS NOT NULL")) {
            statement.setString(1, Identifier.quote(row.schema()));
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getBoolean(1);
            }
        }
    }

    private void miss(PipelineName pipeline, String expected, String found, Period toLoad) {
        missing.add("expected " + expected + " of pipeline " + pipeline + " to be loaded in " + place + ", found "
                + found + " there; run first: load-postgres --pipeline " + pipeline + " --date " + toLoad
                + " (task load_postgres)");
    }
}
