package dev.daybook.postgres.name;

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

    /** Insertions, deletions, replacements and swaps of two neighbours (optimal string alignment). */
    private static int distance(String left, String right) {
        int[][] distances = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                distances[i][j] = i == 0 || j == 0 ? i + j : cheapest(distances, left, right, i, j);
            }
        }
        return distances[left.length()][right.length()];
    }

    private static int cheapest(int[][] distances, String left, String right, int i, int j) {
        boolean same = left.charAt(i - 1) == right.charAt(j - 1);
        int cost = Math.min(distances[i - 1][j], distances[i][j - 1]) + 1;
        cost = Math.min(cost, distances[i - 1][j - 1] + (same ? 0 : 1));
        boolean swapped = i > 1
                && j > 1
                && left.charAt(i - 1) == right.charAt(j - 2)
                && left.charAt(i - 2) == right.charAt(j - 1);
        return swapped ? Math.min(cost, distances[i - 2][j - 2] + 1) : cost;
    }
}
