package dev.daybook.faults;

import java.util.List;
import java.util.Optional;

/**
 * What trying a claim gave.
 *
 * @param claim its name
 * @param promise what it promises
 * @param planned how many cases there are in all
 * @param injected faults asked for
 * @param hit faults that happened
 * @param violations each time the promise was broken, one line each
 * @param skipped why it was not tried; empty when it was
 */
record ClaimResult(
        String claim,
        String promise,
        int planned,
        int injected,
        int hit,
        List<String> violations,
        Optional<String> skipped) {

    /** Copies the list. */
    ClaimResult {
        violations = List.copyOf(violations);
    }

    /** Whether the promise held, and was put to the test: nothing is proved by faults that never happened. */
    boolean held() {
        return skipped.isPresent() || violations.isEmpty() && hit > 0;
    }

    static ClaimResult skipped(Claim claim, String reason) {
        return new ClaimResult(claim.name(), claim.promise(), 0, 0, 0, List.of(), Optional.of(reason));
    }

    static ClaimResult of(Claim claim, int planned, Tally tally) {
        return new ClaimResult(
                claim.name(),
                claim.promise(),
                planned,
                tally.injectedCount(),
                tally.hitCount(),
                tally.violations(),
                Optional.empty());
    }
}
