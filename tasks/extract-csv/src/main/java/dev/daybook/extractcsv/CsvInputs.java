package dev.daybook.extractcsv;

import dev.daybook.extractcsv.schema.CsvSchema;
import dev.daybook.lake.model.WarehouseName;
import dev.daybook.lake.rule.DefinitionRules;
import dev.daybook.task.Period;
import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;
import dev.daybook.task.text.NearMiss;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out which file is which dataset under which schema and target, from the options of a run. */
final class CsvInputs {

    private static final String DATE = "{date}";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[^{}/]*}");
    private static final Pattern SUFFIX = Pattern.compile("(?:\\.(?:csv|tsv|tab|txt|psv))?(?:\\.gz)?$");
    private static final String SCHEMA_SUFFIX = ".schema.json";

    private final Period period;
    private final List<NamedValue> schemas;
    private final List<NamedValue> targets;
    private final boolean single;
    private final List<String> problems = new ArrayList<>();

    private CsvInputs(Period period, List<NamedValue> files, List<NamedValue> schemas, List<NamedValue> targets) {
        this.period = period;
        this.schemas = schemas;
        this.targets = targets;
        this.single = files.size() == 1;
    }

    /**
     * The files of a run, their schemas read.
     *
     * @throws StepFailure.Usage when the options do not fit each other
     * @throws StepFailure.Configuration when a schema is none, two datasets have one target, or they do not go together
     */
    static List<CsvInput> of(
            Period period, List<NamedValue> files, List<NamedValue> schemas, List<NamedValue> targets) {
        CsvInputs inputs = new CsvInputs(period, files, schemas, targets);
        List<CsvInput> found =
                files.stream().map(inputs::input).flatMap(Optional::stream).toList();
        inputs.checkOptions(found);
        if (!inputs.problems.isEmpty()) {
            throw new StepFailure.Usage(inputs.problems);
        }
        checkTargets(found);
        DefinitionRules.require(found.stream().map(CsvInput::table).toList());
        return found;
    }

    private Optional<CsvInput> input(NamedValue option) {
        Optional<Path> file = path("--file", option.value());
        if (file.isEmpty()) {
            return Optional.empty();
        }
        Path name = file.get().getFileName();
        String fromFile = SUFFIX.matcher(name == null ? "" : name.toString()).replaceFirst("");
        boolean dated =
                option.value().substring(option.value().lastIndexOf('/') + 1).contains(DATE);
        Optional<NamedValue> schemaOption = schemaOption(option.dataset().orElse(fromFile));
        if (option.dataset().isEmpty() && dated && schemaOption.isEmpty()) {
            problems.add("--file: '" + EscapedText.of(option.value())
                    + "' has another name every day; name its dataset: --file DATASET=PATH");
            return Optional.empty();
        }
        Path schemaFile = schemaOption
                .flatMap(given -> path("--schema", given.value()))
                .orElse(file.get().resolveSibling(option.dataset().orElse(fromFile) + SCHEMA_SUFFIX));
        CsvSchema schema = CsvSchema.read(schemaFile);
        String dataset = option.dataset().or(schema.table()::name).orElse(fromFile);
        if (dataset.isEmpty()
                || (dated && option.dataset().isEmpty() && schema.table().name().isEmpty())) {
            problems.add("--file: '" + EscapedText.of(option.value())
                    + "' gives its dataset no name; write --file DATASET=PATH");
            return Optional.empty();
        }
        boolean live = !option.value().contains(DATE);
        return Optional.of(new CsvInput(file.get(), live, schema, schema.definition(dataset, target(dataset))));
    }

    private Optional<NamedValue> schemaOption(String dataset) {
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

    private Optional<Path> path(String option, String text) {
        String dated = text.replace(DATE, period.toString());
        Matcher placeholder = PLACEHOLDER.matcher(dated);
        if (placeholder.find()) {
            problems.add(option + ": expected {date} as the only placeholder, found '"
                    + EscapedText.of(placeholder.group()) + "'");
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(dated).toAbsolutePath().normalize());
        } catch (InvalidPathException e) {
            problems.add(option + ": not a path: '" + EscapedText.of(text) + "'");
            return Optional.empty();
        }
    }

    private void checkOptions(List<CsvInput> inputs) {
        Map<String, Path> datasets = new LinkedHashMap<>();
        for (CsvInput input : inputs) {
            String dataset = input.table().dataset();
            Path other = datasets.put(dataset, input.file());
            if (other != null) {
                problems.add("--file: '" + EscapedText.of(other.toString()) + "' and '"
                        + EscapedText.of(input.file().toString()) + "' are both named " + EscapedText.of(dataset)
                        + "; name them apart: --file DATASET=PATH");
            }
        }
        if (problems.isEmpty()) {
            checkNames("--schema", schemas, datasets);
            checkNames("--target", targets, datasets);
        }
    }

    private void checkNames(String option, List<NamedValue> values, Map<String, Path> datasets) {
        Map<String, String> seen = new HashMap<>();
        for (NamedValue value : values) {
            String dataset = value.dataset().orElse("");
            if (value.dataset().isEmpty() && !single) {
                problems.add(option + ": '" + EscapedText.of(value.value())
                        + "' does not say which file it is for; write " + option + " DATASET=PATH");
            } else if (value.dataset().isPresent() && !datasets.containsKey(dataset)) {
                String meant = NearMiss.of(dataset, datasets.keySet())
                        .map(near -> ", did you mean " + EscapedText.of(near) + "?")
                        .orElse("; there are: " + EscapedText.of(String.join(", ", new TreeSet<>(datasets.keySet()))));
                problems.add(option + ": no file is named '" + EscapedText.of(dataset) + "'" + meant);
            } else if (seen.put(dataset, value.value()) != null) {
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
