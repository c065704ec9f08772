package dev.daybook.torture;

import dev.daybook.torture.Difference.Kind;
import java.util.List;
import java.util.Optional;

/** Judges what {@code load-postgres verify --against source} says of a day by what a comparison of our own found in it. */
record Verification(StepRun run) {

    private static final int BAD_DATA = 65;

    /**
     * Nothing has changed at the source since the extract, so that rows differ, or all is well.
     *
     * @param where the day
     * @param found what the comparison found
     * @return a difference when the command says otherwise
     */
    Optional<Difference> judge(String where, List<Difference> found) {
        boolean rowsDiffer = found.stream().anyMatch(difference -> difference.kind() == Kind.ROWS);
        if (rowsDiffer
                ? run.exitCode() == BAD_DATA
                : run.exitCode() == 0 && run.receipt("warnings").equals("0")) {
            return Optional.empty();
        }
        String told = run.exitCode() == 0 ? run.receipt("warning_texts") : run.message();
        return Optional.of(new Difference(
                Kind.VERIFICATION,
                where,
                "verify --against source: expected "
                        + (rowsDiffer ? BAD_DATA + ", as rows differ" : "0 and no warning, as rows are the same")
                        + ", found " + run.exitCode() + " and " + run.receipt("warnings") + " warnings: " + told));
    }
}
