package dev.daybook.faults;

import java.util.List;
import java.util.Optional;

/** One promise, and the faults that it is tried with. */
interface Claim {

    /** A short name, by which it can be chosen on the command line. */
    String name();

    /** What is promised, for the page. */
    String promise();

    /** Why this machine cannot try it; empty when it can, as most can be tried anywhere. */
    default Optional<String> unavailable() {
        return Optional.empty();
    }

    /** How much of the campaign it gets. */
    Share share();

    /** Prepares, and lists its faults. */
    List<FaultCase> cases() throws Exception;

    /**
     * A claim's part of the campaign.
     *
     * @param cases how many of its cases the short form tries
     * @param seconds how long the whole form goes on with them, their preparation included; it stops then and
     *     says how many it has tried. All together stay well below the 15 minutes of a campaign
     */
    record Share(int cases, int seconds) {}
}
