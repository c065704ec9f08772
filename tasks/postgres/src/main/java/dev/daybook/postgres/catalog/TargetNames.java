package dev.daybook.postgres.catalog;

import dev.daybook.lake.model.DatasetName;
import dev.daybook.lake.model.NamePattern;
import dev.daybook.lake.model.WarehouseName;
import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;
import dev.daybook.task.text.NearMiss;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What datasets are called in the warehouse: tables of {@code public} and CSV datasets keep their name, those of other
 * schemas become {@code <schema>__<table>}, and {@code --target schema.table=name} overrides both.
 *
 * @param overrides the names given by {@code --target}
 */
public record TargetNames(Map<DatasetName, String> overrides) {

    /** No overrides. */
    public static final TargetNames DEFAULT = new TargetNames(Map.of());

    /** Copies the map. */
    public TargetNames {
        overrides = Map.copyOf(overrides);
    }

    /**
     * One value of {@code --target}.
     *
     * @param dataset the dataset
     * @param name its name in the warehouse
     */
    public record Declared(DatasetName dataset, String name) {

        /**
         * Reads {@code schema.table=name}.
         *
         * @throws IllegalArgumentException when the text is something else; the message says what is expected
         */
        public static Declared parse(String text) {
            int equals = text.lastIndexOf('=');
            try {
                if (equals <= 0 || equals == text.length() - 1 || text.indexOf('\0') >= 0) {
                    throw new IllegalArgumentException("a name is missing");
                }
                return new Declared(oneDataset(text.substring(0, equals)), text.substring(equals + 1));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "expected schema.table=name, found '" + EscapedText.of(text) + "': " + e.getMessage(), e);
            }
        }

        private static DatasetName oneDataset(String text) {
            NamePattern name = NamePattern.parse(text);
            if (!name.isLiteral() || name.parts().size() > 2) {
                throw new IllegalArgumentException("it does not name one table");
            }
            String table = name.parts().getLast().text();
            return name.parts().size() == 1
                    ? DatasetName.bare(table)
                    : DatasetName.of(name.parts().getFirst().text(), table);
        }
    }

    /**
     * Takes the values of {@code --target}.
     *
     * @param problems gets one line for each dataset that is given twice
     */
    public static TargetNames of(List<Declared> targets, Collection<String> problems) {
        Map<DatasetName, String> overrides = new HashMap<>();
        for (Declared target : targets) {
            if (overrides.putIfAbsent(target.dataset(), target.name()) != null) {
                problems.add(
                        "--target: expected one name for each table, found two for '" + shown(target.dataset()) + "'");
            }
        }
        return new TargetNames(overrides);
    }

    /**
     * The target of every dataset.
     *
     * @throws StepFailure.Configuration when two share one, one is longer than 63 bytes, or an override names no dataset;
     *     all problems at once
     */
    public SortedMap<DatasetName, String> resolve(Collection<DatasetName> datasets) {
        List<String> problems = new ArrayList<>();
        SortedMap<DatasetName, String> targets = new TreeMap<>();
        Map<String, DatasetName> taken = new HashMap<>();
        for (DatasetName dataset : datasets.stream().sorted().toList()) {
            String target = overrides.getOrDefault(dataset, byRule(dataset));
            targets.put(dataset, target);
            WarehouseName.fault(target)
                    .ifPresent(fault -> problems.add("the warehouse's name '" + EscapedText.of(target) + "' of "
                            + shown(dataset) + " " + fault + "; give another with --target '" + shown(dataset)
                            + "=NAME'"));
            DatasetName other = taken.putIfAbsent(target, dataset);
            if (other != null) {
                problems.add(shown(other) + " and " + shown(dataset) + " would both be '" + EscapedText.of(target)
                        + "' in the warehouse; give one another name with --target '" + NamePattern.literal(dataset)
                        + "=NAME'");
            }
        }
        unknown(datasets, problems);
        if (!problems.isEmpty()) {
            throw new StepFailure.Configuration(problems);
        }
        return targets;
    }

    private void unknown(Collection<DatasetName> datasets, List<String> problems) {
        List<String> known = datasets.stream().map(NamePattern::literal).toList();
        overrides.keySet().stream()
                .filter(dataset -> !datasets.contains(dataset))
                .sorted()
                .map(NamePattern::literal)
                .forEach(name -> problems.add("--target: there is no selected table '" + EscapedText.of(name) + "'"
                        + NearMiss.hint(name, known)));
    }

    private static String byRule(DatasetName dataset) {
        return dataset.schema()
                .filter(schema -> !schema.equals("public"))
                .map(schema -> schema + "__" + dataset.name())
                .orElse(dataset.name());
    }

    /** A dataset's name as the options take it, for a message. */
    static String shown(DatasetName dataset) {
        return EscapedText.of(NamePattern.literal(dataset));
    }
}
