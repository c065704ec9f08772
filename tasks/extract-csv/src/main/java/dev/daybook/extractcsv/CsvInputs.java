package dev.daybook.extractcsv;

import dev.daybook.extractcsv.schema.CsvSchema;
import dev.daybook.lake.model.WarehouseName;
import dev.daybook.lake.rule.DefinitionRules;
import dev.daybook.sourcefiles.input.FilePattern;
import dev.daybook.sourcefiles.input.PeriodPattern;
import dev.daybook.task.Period;
import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;
import dev.daybook.task.text.NearMiss;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds out which files are which dataset under which schema and target, from the options of a run. */
final class CsvInputs {

    private static final Pattern SUFFIX = Pattern.compile("(?:\\.(?:csv|tsv|tab|txt|psv))?(?:\\.gz)?$");
    private static final String SCHEMA_SUFFIX = ".schema.json";

    /**
     * The options that are for one dataset.
     *
     * @param dataset its name, if it is given
     * @param patterns its files, at least one
     */
    private record Group(Optional<String> dataset, List<FilePattern> patterns) {

        private String shown() {
            return patterns.stream().map(FilePattern::text).map(EscapedText::of).collect(Collectors.joining("' and '"));
        }
    }

    private final Period period;
    private final List<NamedPattern> schemas;
    private final List<NamedValue> targets;
    private final boolean single;
    private final List<String> problems = new ArrayList<>();

    private CsvInputs(Period period, boolean single, List<NamedPattern> schemas, List<NamedValue> targets) {
        this.period = period;
        this.single = single;
        this.schemas = schemas;
        this.targets = targets;
    }

    /**
     * The files of a run, their schemas read.
     *
     * @throws StepFailure.Usage when the options do not fit each other
     * @throws StepFailure.Configuration when a schema is none, two datasets have one target, or they do not go together
     */
    static List<CsvInput> of(
            Period period, List<NamedPattern> files, List<NamedPattern> schemas, List<NamedValue> targets) {
        Collection<Group> groups = groups(files);
        CsvInputs inputs = new CsvInputs(period, groups.size() == 1, schemas, targets);
        List<CsvInput> found =
                groups.stream().map(inputs::input).flatMap(Optional::stream).toList();
        inputs.checkOptions(found);
        if (!inputs.problems.isEmpty()) {
            throw new StepFailure.Usage(inputs.problems);
        }
        checkTargets(found);
        DefinitionRules.require(found.stream().map(CsvInput::table).toList());
        return found;
    }

    /** Options that name the same dataset are for one; one that names none is for one of its own. */
    private static Collection<Group> groups(List<NamedPattern> files) {
        Map<Object, Group> groups = new LinkedHashMap<>();
        for (NamedPattern file : files) {
            Object key = file.dataset().<Object>map(name -> name).orElse(groups.size());
            groups.computeIfAbsent(key, _ -> new Group(file.dataset(), new ArrayList<>()))
                    .patterns()
                    .add(file.pattern());
        }
        return groups.values();
    }

    private Optional<CsvInput> input(Group group) {
        List<PeriodPattern> patterns = group.patterns().stream()
                .map(pattern -> at("--file", pattern))
                .flatMap(Optional::stream)
                .toList();
        return patterns.size() < group.patterns().size() ? Optional.empty() : input(group, patterns);
    }

    private Optional<CsvInput> input(Group group, List<PeriodPattern> patterns) {
        PeriodPattern first = patterns.getFirst();
        Path name = first.path().getFileName();
        String fromFile = SUFFIX.matcher(name == null ? "" : name.toString()).replaceFirst("");
        boolean varies = group.patterns().getFirst().hasDatedName() || first.hasGlobName();
        Optional<NamedPattern> schemaOption = schemaOption(group.dataset().orElse(fromFile));
        if (group.dataset().isEmpty() && varies && schemaOption.isEmpty()) {
            String why = first.hasGlobName() ? "' can be files of many names" : "' has another name every day";
            problems.add("--file: '" + group.shown() + why + "; name its dataset: --file DATASET=PATH");
            return Optional.empty();
        }
        Path schemaFile = schemaOption
                .flatMap(given -> at("--schema", given.pattern()))
                .map(PeriodPattern::path)
                .orElse(first.folder().resolve(group.dataset().orElse(fromFile) + SCHEMA_SUFFIX));
        CsvSchema schema = CsvSchema.read(schemaFile);
        String dataset = group.dataset().or(schema.table()::name).orElse(fromFile);
        if (dataset.isEmpty()
                || (varies && group.dataset().isEmpty() && schema.table().name().isEmpty())) {
            problems.add("--file: '" + group.shown() + "' gives its dataset no name; write --file DATASET=PATH");
            return Optional.empty();
        }
        boolean live = group.patterns().stream().anyMatch(pattern -> !pattern.isDated());
        return Optional.of(new CsvInput(patterns, live, schema, schema.definition(dataset, target(dataset))));
    }

    private Optional<PeriodPattern> at(String option, FilePattern pattern) {
        try {
            return Optional.of(pattern.at(period));
        } catch (IllegalArgumentException e) {
            problems.add(option + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<NamedPattern> schemaOption(String dataset) {
        return schemas.stream()
                .filter(option -> option.dataset().map(dataset::equals).orElse(single))
                .findFirst();
    }

    private String target(String dataset) {
        return targets.stream()
                .filter(option -> option.dataset().equals(Optional.of(dataset)))
                .map(NamedValue::value)
                .findFirst()
                .orElse(dataset);
    }

    private void checkOptions(List<CsvInput> inputs) {
        Map<String, CsvInput> datasets = new LinkedHashMap<>();
        for (CsvInput input : inputs) {
            String dataset = input.table().dataset();
            CsvInput other = datasets.put(dataset, input);
            if (other != null) {
                problems.add("--file: '" + shown(other) + "' and '" + shown(input) + "' are both named "
                        + EscapedText.of(dataset) + "; name them apart: --file DATASET=PATH");
            }
        }
        if (problems.isEmpty()) {
            checkNames(
                    "--schema",
                    schemas,
                    datasets.keySet(),
                    NamedPattern::dataset,
                    given -> given.pattern().text());
            checkNames("--target", targets, datasets.keySet(), NamedValue::dataset, NamedValue::value);
        }
    }

    private static String shown(CsvInput input) {
        return EscapedText.of(input.patterns().getFirst().path().toString());
    }

    private <T> void checkNames(
            String option,
            List<T> values,
            Set<String> datasets,
            Function<T, Optional<String>> datasetOf,
            Function<T, String> textOf) {
        Set<String> seen = new HashSet<>();
        for (T value : values) {
            Optional<String> named = datasetOf.apply(value);
            String dataset = named.orElse("");
            if (named.isEmpty() && !single) {
                problems.add(option + ": '" + EscapedText.of(textOf.apply(value))
                        + "' does not say which file it is for; write " + option + " DATASET=PATH");
            } else if (named.isPresent() && !datasets.contains(dataset)) {
                String meant = NearMiss.of(dataset, datasets)
                        .map(near -> ", did you mean " + EscapedText.of(near) + "?")
                        .orElse("; there are: " + EscapedText.of(String.join(", ", new TreeSet<>(datasets))));
                problems.add(option + ": no file is named '" + EscapedText.of(dataset) + "'" + meant);
            } else if (!seen.add(dataset)) {
                problems.add(option + ": given twice for '" + EscapedText.of(dataset) + "'");
            }
        }
    }

    private static void checkTargets(List<CsvInput> inputs) {
        Map<String, String> datasets = new HashMap<>();
        for (CsvInput input : inputs) {
            String target = input.table().target();
            String dataset = EscapedText.of(input.table().dataset());
            WarehouseName.fault(target).ifPresent(fault -> {
                throw new StepFailure.Configuration("the target '" + EscapedText.of(target) + "' of " + dataset + " "
                        + fault + "; give another: --target DATASET=NAME, or --file DATASET=PATH");
            });
            String other = datasets.put(target, dataset);
            if (other != null) {
                throw new StepFailure.Configuration(other + " and " + dataset + " both have the target '"
                        + EscapedText.of(target) + "'; give one another: --target DATASET=NAME");
            }
        }
    }
}
