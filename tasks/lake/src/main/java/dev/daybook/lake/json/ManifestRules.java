package dev.daybook.lake.json;

import dev.daybook.lake.model.LakePaths;
import dev.daybook.lake.model.Manifest;
import dev.daybook.lake.model.Manifest.DataFile;
import dev.daybook.lake.model.Manifest.Dataset;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.lake.rule.DefinitionFault;
import dev.daybook.lake.rule.DefinitionRules;
import dev.daybook.task.text.EscapedText;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What must hold between the fields of a manifest before anyone may open a file or make a table that it lists. */
final class ManifestRules {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /**
     * The most rows of a table without columns. No file bears out their number, and the load makes them from it, so a wrong
     * one would fill the warehouse's disk: so many take about 28 GB there, more than anyone has of rows that say nothing.
     */
    private static final long MOST_ROWS_WITHOUT_COLUMNS = 1_000_000_000;

    private ManifestRules() {}

    static void verify(Manifest manifest) throws JsonFault {
        Set<Object> names = new HashSet<>();
        Set<String> targets = new HashSet<>();
        Set<String> paths = new HashSet<>();
        long rows = 0;
        List<Dataset> datasets = manifest.datasets();
        for (int i = 0; i < datasets.size(); i++) {
            String place = "datasets[" + i + "]";
            Dataset dataset = datasets.get(i);
            if (!names.add(dataset.table().name())) {
                throw new JsonFault(place + ".table.name: the dataset '"
                        + EscapedText.of(dataset.table().dataset()) + "' is there twice");
            }
            TableRules.verify(place + ".table", dataset.table());
            if (!targets.add(dataset.table().target())) {
                throw new JsonFault(place + ".table.target: the target '"
                        + EscapedText.of(dataset.table().target()) + "' is there twice");
            }
            verifyDefinition(place + ".table", dataset.table());
            verifyFiles(place, dataset, paths);
            rows += dataset.content().rows();
            if (rows < 0) {
                throw new JsonFault(place + ".rows: expected all rows together to be a number of 64 bits");
            }
        }
        verifyTogether(datasets.stream().map(Dataset::table).toList());
        RecordRules.verify(manifest);
    }

    private static void verifyDefinition(String place, TableDefinition table) throws JsonFault {
        for (DefinitionFault fault : DefinitionRules.within(table)) {
            throw new JsonFault(place + "." + fault.place() + ": " + fault.reason());
        }
    }

    private static void verifyTogether(List<TableDefinition> tables) throws JsonFault {
        for (DefinitionFault fault : DefinitionRules.between(tables)) {
            throw new JsonFault(
                    "datasets[" + tables.indexOf(fault.table()) + "].table." + fault.place() + ": " + fault.reason());
        }
    }

    private static void verifyFiles(String place, Dataset dataset, Set<String> paths) throws JsonFault {
        long rows = 0;
        for (int i = 0; i < dataset.files().size(); i++) {
            DataFile file = dataset.files().get(i);
            verifyFile(
                    place + ".files[" + i + "]",
                    file,
                    LakePaths.folder(dataset.table().name()) + "/",
                    paths);
            rows += file.rows();
        }
        boolean withoutColumns = dataset.table().columns().isEmpty();
        if (withoutColumns != dataset.files().isEmpty()) {
            throw new JsonFault(place + ".files: expected "
                    + (withoutColumns ? "none for a table without columns" : "at least one") + ", found "
                    + dataset.files().size());
        }
        if (withoutColumns && dataset.content().rows() > MOST_ROWS_WITHOUT_COLUMNS) {
            throw new JsonFault(place + ".rows: expected at most " + MOST_ROWS_WITHOUT_COLUMNS
                    + " for a table without columns, found "
                    + dataset.content().rows());
        }
        if (!withoutColumns && rows != dataset.content().rows()) {
            throw new JsonFault(place + ".rows: expected the sum of its files, " + rows + ", found "
                    + dataset.content().rows());
        }
    }

    private static void verifyFile(String place, DataFile file, String folder, Set<String> paths) throws JsonFault {
        String path = file.path();
        if (!path.startsWith(folder) || !isPlainName(path.substring(folder.length()))) {
            throw new JsonFault(
                    place + ".path: expected a file in " + folder + ", found '" + EscapedText.of(path) + "'");
        }
        if (!paths.add(path)) {
            throw new JsonFault(place + ".path: the file '" + EscapedText.of(path) + "' is there twice");
        }
        requireSha256(place + ".sha256", file.sha256());
    }

    static void requireSha256(String place, String sha256) throws JsonFault {
        if (!SHA256.matcher(sha256).matches()) {
            throw new JsonFault(place + ": expected 64 hexadecimal digits, found '" + EscapedText.of(sha256) + "'");
        }
    }

    /** Whether it names a file right here: no separator of any system, not the folder itself or the one above. */
    static boolean isPlainName(String name) {
        return !name.isEmpty()
                && !name.equals(".")
                && !name.equals("..")
                && name.chars().noneMatch(c -> c == '/' || c == '\\' || c == 0);
    }
}
