package dev.daybook.faults;

import dev.daybook.faults.ConnectionFault.AfterBytes;
import dev.daybook.faults.ConnectionFault.AtStatement;
import dev.daybook.faults.ConnectionFault.Direction;
import dev.daybook.faults.ConnectionFault.Event;
import dev.daybook.faults.ConnectionFault.Loss;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lists the faults for a run whose traffic was counted once, undisturbed. */
final class ConnectionFaults {

    /** At how many places of each direction a connection is lost. */
    private static final int PLACES = 25;

    private ConnectionFaults() {}

    /** Everything that can happen, at each statement. */
    static List<ConnectionFault> atStatements(PostgresProxy counted) {
        return atEach(counted.statements().size(), false);
    }

    /** Everything that can happen, at each COMMIT. */
    static List<ConnectionFault> atCommits(PostgresProxy counted) {
        AtStatement commits = new AtStatement(0, true, Event.CUT_BEFORE);
        return atEach(
                (int) counted.statements().stream().filter(commits::counts).count(), true);
    }

    private static List<ConnectionFault> atEach(int count, boolean onlyCommits) {
        List<ConnectionFault> faults = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            for (Event event : Event.values()) {
                faults.add(new AtStatement(number, onlyCommits, event));
            }
        }
        return faults;
    }

    /** Every way in which a connection is lost, at places spread over both directions. */
    static List<ConnectionFault> afterBytes(PostgresProxy counted) {
        List<ConnectionFault> faults = new ArrayList<>();
        for (Direction direction : Direction.values()) {
            for (int place = 0; place < PLACES; place++) {
                for (Loss loss : Loss.values()) {
                    faults.add(new AfterBytes(direction, counted.bytes(direction) * place / PLACES, loss));
                }
            }
        }
        return faults;
    }

    /** The fault in words. */
    static String shown(ConnectionFault fault) {
        return switch (fault) {
            case ConnectionFault.None() -> "nothing";
            case AfterBytes(Direction direction, long bytes, Loss loss) ->
                words(loss) + " after " + bytes + " bytes " + words(direction);
            case AtStatement(int number, boolean onlyCommits, Event event) ->
                words(event) + " at " + (onlyCommits ? "COMMIT " : "statement ") + number;
        };
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Whether an exit code is one of the contract's for this fault. */
    static boolean fits(ConnectionFault fault, int exitCode) {
        return switch (fault) {
            case AtStatement(int _, boolean _, Event event)
            when event == Event.KILLED_BEFORE || event == Event.KILLED_AFTER -> exitCode == 137;
            case ConnectionFault.None _, AfterBytes _, AtStatement _ ->
                exitCode == 0 || exitCode == 69 || exitCode == 75;
        };
    }
}
