package dev.daybook.publishreport;

import dev.daybook.task.StepFailure;
import dev.daybook.task.file.FileReason;
import dev.daybook.task.file.Links;
import dev.daybook.task.file.WholeFile;
import dev.daybook.task.text.EscapedText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads the files of reports; tells all that is wrong with all of them at once. */
final class ReportSource {

    /** More than anybody writes by hand, and little enough to hold. */
    private static final int LARGEST_FILE = 16 << 20;

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    private final List<String> problems = new ArrayList<>();
    private final Map<String, Path> pathsByName = new HashMap<>();

    private ReportSource() {}

    /**
     * Reads reports, in the order of their paths.
     *
     * @throws StepFailure.Configuration when a file is missing, not readable or not a report
     */
    static List<ReportDefinition> read(List<Path> paths) {
        ReportSource source = new ReportSource();
        List<ReportDefinition> reports = new ArrayList<>();
        for (Path path : paths) {
            source.readOne(path, reports);
        }
        if (!source.problems.isEmpty()) {
            throw new StepFailure.Configuration(source.problems);
        }
        return reports;
    }

    private void readOne(Path path, List<ReportDefinition> reports) {
        String place = EscapedText.of(path.toString());
        String file = path.getFileName() == null ? "" : path.getFileName().toString();
        String name = file.endsWith(".sql") ? file.substring(0, file.length() - 4) : "";
        if (!NAME.matcher(name).matches()) {
            problems.add(place + ": expected a file name like orders_with_details.sql: [a-z][a-z0-9_]*, then .sql");
            return;
        }
        Path other = pathsByName.putIfAbsent(name, path);
        if (other != null) {
            problems.add(
                    place + ": a report called " + name + " is already given: " + EscapedText.of(other.toString()));
            return;
        }
        List<String> found = new ArrayList<>();
        try {
            reports.add(ReportHeading.read(name, text(path), found));
        } catch (NoSuchFileException e) {
            found.add("no such file");
        } catch (CharacterCodingException e) {
            found.add("expected UTF-8, found bytes that are not");
        } catch (IOException e) {
            found.add("cannot be read: " + FileReason.of(e));
        }
        found.forEach(problem -> problems.add(place + ": " + problem));
    }

    private static String text(Path path) throws IOException {
        byte[] bytes = WholeFile.read(path, Links.FOLLOWED, LARGEST_FILE);
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }
}
