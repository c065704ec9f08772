package dev.daybook.task.run;

import java.io.OutputStream;
import java.time.Clock;
import java.util.Map;

/**
 * What a program meets outside of itself; tests make their own.
 *
 * @param environment the environment variables
 * @param clock the clock, for everything that depends on the time
 * @param stdout where the receipt goes
 * @param stderr where log and progress go
 */
public record Surroundings(Map<String, String> environment, Clock clock, OutputStream stdout, OutputStream stderr) {

    /** Copies the variables. */
    public Surroundings {
        environment = Map.copyOf(environment);
    }
}
