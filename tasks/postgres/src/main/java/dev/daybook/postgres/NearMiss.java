package dev.daybook.postgres;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The known name that someone most likely meant. */
final class NearMiss {

    private NearMiss() {}

    /** {@code ; did you mean 'public.orders'?}, or nothing when no known name is near. */
    static String hint(String given, Collection<String> known) {
        return find(given, known).map(name -> "; did you mean '" + name + "'?").orElse("");
    }

    /** The nearest name within a third of the given one's length; of equally near ones the first in order. */
    static Optional<String> find(String given, Collection<String> known) {
        int furthest = Math.max(2, given.length() / 3);
        return known.stream()
                .filter(name -> Math.abs(name.length() - given.length()) <= furthest)
                .map(name ->
                        new Candidate(name, distance(given.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT))))
                .filter(candidate -> candidate.distance <= furthest)
                .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .map(Candidate::name);
    }

    private record Candidate(String name, int distance) {}

    /** Levenshtein's distance: insertions, deletions and replacements. */
    private static int distance(String left, String right) {
        int[] previous = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int[] current = new int[right.length() + 1];
            current[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int replaced = previous[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[right.length()];
    }
}
