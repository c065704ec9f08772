package dev.daybook.extractkit;

import dev.daybook.lake.model.DatasetName;
import dev.daybook.lake.model.Manifest;
import dev.daybook.lake.model.NamePattern;
import dev.daybook.task.Period;
import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which datasets of an earlier extract may be missing in a new one: {@code --allow-missing}. A table that was dropped or
 * renamed, a mistyped pattern and a wrong database look alike from here, and would empty the warehouse without a word;
 * so nothing goes missing unless somebody says so.
 *
 * @param patterns as {@code --include} has them
 */
public record AllowedMissing(List<NamePattern> patterns) {

    private static final int SHOWN = 10;
    private static final int PASTED = 3;

    /** Copies the list. */
    public AllowedMissing {
        patterns = List.copyOf(patterns);
    }

    /** Whether every dataset may be missing, so that an extract may be empty: a pattern of nothing but {@code *}. */
    public boolean allowsAll() {
        return patterns.stream().anyMatch(NamePattern::isEverything);
    }

    /** Whether a dataset may be missing. */
    public boolean allows(DatasetName dataset) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(dataset));
    }

    /**
     * Compares a new extract with an earlier one.
     *
     * @param earlier what is compared with
     * @param present the datasets of the new extract
     * @param reason why one is missing, for the message: {@code left out by --exclude}
     * @return a warning that names what is missing and allowed; empty when nothing is missing
     * @throws StepFailure.Configuration naming what is missing and not allowed
     */
    public Optional<String> check(
            Manifest earlier, Collection<DatasetName> present, Function<DatasetName, String> reason) {
        List<DatasetName> missing = earlier.datasets().stream()
                .map(dataset -> dataset.table().name())
                .filter(name -> !present.contains(name))
                .toList();
        List<DatasetName> refused =
                missing.stream().filter(name -> !allows(name)).toList();
        Period period = earlier.extract().period();
        if (!refused.isEmpty()) {
            throw new StepFailure.Configuration("the extract of " + period + " has " + count(refused.size())
                    + " that this one would not have: "
                    + list(refused, name -> shown(name) + " (" + reason.apply(name) + ")")
                    + "; if that is meant: " + options(refused));
        }
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("missing, as --allow-missing says: " + list(missing, AllowedMissing::shown)
                        + ", of the extract of " + period);
    }

    private static String count(int datasets) {
        return datasets == 1 ? "1 dataset" : datasets + " datasets";
    }

    private static String list(List<DatasetName> names, Function<DatasetName, String> shown) {
        String first = names.stream().limit(SHOWN).map(shown).collect(Collectors.joining(", "));
        return names.size() <= SHOWN ? first : first + " and " + (names.size() - SHOWN) + " more";
    }

    private static String options(List<DatasetName> names) {
        return names.size() > PASTED
                ? "--allow-missing PATTERN, with * and ?; '*' allows all"
                : names.stream()
                        .map(name -> "--allow-missing '" + shown(name) + "'")
                        .collect(Collectors.joining(" "));
    }

    private static String shown(DatasetName name) {
        return EscapedText.of(NamePattern.literal(name));
    }
}
