package dev.daybook.lake.json;

import dev.daybook.lake.model.DatasetName;
import dev.daybook.lake.model.Manifest;
import dev.daybook.lake.model.Manifest.Dataset;
import dev.daybook.lake.model.RawFile;
import dev.daybook.lake.model.RecordCounts;
import dev.daybook.task.text.EscapedText;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What must hold between the counts of records: each record is counted once, for its dataset and for its file. */
final class RecordRules {

    /** A code, or a code and the member that it is about: {@code duplicate}, {@code type@/price}. */
    private static final Pattern REASON = Pattern.compile("[a-z][a-z0-9_]{0,62}(?:@.{0,1000})?", Pattern.DOTALL);

    private static final int MOST_PATH = 4096;

    private final Map<DatasetName, Sums> sums = new HashMap<>();

    /** The records of all raw files of one dataset. */
    private static final class Sums {
        private boolean listed;
        private long records;
        private long accepted;
        private long rejected;
    }

    private RecordRules() {}

    static void verify(Manifest manifest) throws JsonFault {
        RecordRules rules = new RecordRules();
        List<Dataset> datasets = manifest.datasets();
        rules.verifyFiles(manifest);
        for (int i = 0; i < datasets.size(); i++) {
            if (datasets.get(i).counts().isPresent()) {
                String place = "datasets[" + i + "].counts";
                verifyCounts(place, datasets.get(i), datasets.get(i).counts().get());
                rules.verifySums(
                        place,
                        datasets.get(i).table().name(),
                        datasets.get(i).counts().get());
            }
        }
    }

    private static void verifyCounts(String place, Dataset dataset, RecordCounts counts) throws JsonFault {
        requireEqual(
                place + ".accepted",
                "the rows of the dataset",
                dataset.content().rows(),
                counts.accepted());
        requireEqual(place + ".rejected", "rejected_rows of the dataset", dataset.rejectedRows(), counts.rejected());
        long sum = sum(place, counts.accepted(), counts.rejected(), counts.earlier(), counts.later());
        requireEqual(place + ".read", "the sum of accepted, rejected, earlier and later", sum, counts.read());
        verifyReasons(place + ".reasons", counts);
    }

    private static void verifyReasons(String place, RecordCounts counts) throws JsonFault {
        long least = 0;
        for (Map.Entry<String, Long> reason : counts.reasons().entrySet()) {
            String where = place + "." + EscapedText.of(reason.getKey());
            long count = reason.getValue();
            if (!REASON.matcher(reason.getKey()).matches()) {
                throw new JsonFault(where + ": expected a reason such as duplicate or type@/price");
            }
            if (count == 0 || count > counts.rejected()) {
                throw new JsonFault(
                        where + ": expected 1 to all rejected records, " + counts.rejected() + ", found " + count);
            }
            least = Math.min(counts.rejected(), least + count);
        }
        if (least < counts.rejected()) {
            throw new JsonFault(place + ": expected at least one for each of " + counts.rejected()
                    + " rejected records, found " + least);
        }
    }

    private void verifyFiles(Manifest manifest) throws JsonFault {
        manifest.datasets().forEach(dataset -> sums.put(dataset.table().name(), new Sums()));
        Set<List<Object>> paths = new HashSet<>();
        for (int i = 0; i < manifest.raw().size(); i++) {
            RawFile file = manifest.raw().get(i);
            verifyFile("raw[" + i + "]", file);
            if (!paths.add(List.of(file.dataset(), file.path()))) {
                throw new JsonFault("raw[" + i + "].path: the file '" + EscapedText.of(file.path()) + "' of "
                        + EscapedText.of(file.dataset().toString()) + " is there twice");
            }
        }
    }

    private void verifyFile(String place, RawFile file) throws JsonFault {
        Sums dataset = sums.get(file.dataset());
        if (dataset == null) {
            throw new JsonFault(place + ".dataset: expected a dataset of the extract, found '"
                    + EscapedText.of(file.dataset().toString()) + "'");
        }
        if (!isBelow(file.path())) {
            throw new JsonFault(place + ".path: expected a path of names below a folder, found '"
                    + EscapedText.of(file.path()) + "'");
        }
        ManifestRules.requireSha256(place + ".sha256", file.sha256());
        long known = sum(place, file.accepted(), file.rejected());
        if (known > file.records()) {
            throw new JsonFault(place + ".records: expected at least accepted and rejected, " + known + ", found "
                    + file.records());
        }
        dataset.listed = true;
        dataset.records = sum(place, dataset.records, file.records());
        dataset.accepted = sum(place, dataset.accepted, file.accepted());
        dataset.rejected = sum(place, dataset.rejected, file.rejected());
    }

    /** Files and counts are told apart only where a manifest lists its files. */
    private void verifySums(String place, DatasetName dataset, RecordCounts counts) throws JsonFault {
        Sums files = sums.getOrDefault(dataset, new Sums());
        if (files.listed) {
            requireEqual(place + ".read", "the records of its raw files", files.records, counts.read());
            requireEqual(place + ".accepted", "those accepted of its raw files", files.accepted, counts.accepted());
            requireEqual(place + ".rejected", "those rejected of its raw files", files.rejected, counts.rejected());
        }
    }

    private static boolean isBelow(String path) {
        return path.length() <= MOST_PATH
                && List.of(path.split("/", -1)).stream().allMatch(ManifestRules::isPlainName);
    }

    private static void requireEqual(String place, String what, long expected, long found) throws JsonFault {
        if (expected != found) {
            throw new JsonFault(place + ": expected " + what + ", " + expected + ", found " + found);
        }
    }

    private static long sum(String place, long... numbers) throws JsonFault {
        long sum = 0;
        for (long number : numbers) {
            sum += number;
            if (sum < 0) {
                throw new JsonFault(place + ": expected all records together to be a number of 64 bits");
            }
        }
        return sum;
    }
}
