package dev.daybook.faults;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What lies under the name of a published day. */
sealed interface DayState {

    /** Nothing. */
    record Absent() implements DayState {}

    /**
     * Every file that the manifest names, and no other, each with its size and sum.
     *
     * @param datasets rows and content hash of each dataset, as the manifest says; the bytes of a file are not the same in
     *     each run, its content is
     */
    record Whole(SortedMap<String, String> datasets) implements DayState {

        /** Copies the map. */
        public Whole {
            datasets = new TreeMap<>(datasets);
        }

        static Whole of(Map<String, String> datasets) {
            return new Whole(new TreeMap<>(datasets));
        }
    }

    /**
     * Anything else: what must never be seen.
     *
     * @param reason what is wrong
     */
    record Torn(String reason) implements DayState {}
}
