package dev.daybook.task.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** Finds what was probably meant by a misspelt name. */
public final class NearMiss {

    private NearMiss() {}

    /**
     * The candidate that differs from {@code word} by the fewest insertions, deletions, replacements and swaps of
     * neighbours: at most two, and one for words of up to four letters. Capitals count as small letters.
     */
    public static Optional<String> of(String word, Collection<String> candidates) {
        return nearest(word, candidates, candidate -> Math.min(word.length(), candidate.length()) <= 4 ? 1 : 2);
    }

    /** As {@link #of}, for a name as long as that of a column: a third of it may differ, and two letters always may. */
    public static Optional<String> ofLongName(String name, Collection<String> candidates) {
        return nearest(name, candidates, _ -> Math.max(2, name.length() / 3));
    }

    /** {@code ; did you mean 'public.orders'?} as the end of a message, or nothing when no long name is near. */
    public static String hint(String name, Collection<String> candidates) {
        return ofLongName(name, candidates)
                .map(near -> "; did you mean '" + EscapedText.of(near) + "'?")
                .orElse("");
    }

    private static Optional<String> nearest(
            String word, Collection<String> candidates, ToIntFunction<String> furthest) {
        return candidates.stream()
                .filter(candidate -> !candidate.equals(word))
                .filter(candidate -> Math.abs(word.length() - candidate.length()) <= furthest.applyAsInt(candidate))
                .filter(candidate -> distance(word, candidate) <= furthest.applyAsInt(candidate))
                .min(Comparator.comparingInt((String candidate) -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Optimal string alignment distance, in three rows. */
    static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(row[j - 1], last[j]) + 1);
                if (isSwap(a, i, b, j)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = row;
        }
        return last[b.length()];
    }

    private static boolean isSwap(String a, int i, String b, int j) {
        return i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    }
}
