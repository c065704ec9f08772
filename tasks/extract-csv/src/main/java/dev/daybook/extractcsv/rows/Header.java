package dev.daybook.extractcsv.rows;

import dev.daybook.extractcsv.format.RecordReader;
import dev.daybook.sourcefiles.record.FieldRanges;
import dev.daybook.sourcefiles.record.Utf8;
import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Compares the header of a file with the declared columns: the same names in the same order, case and all.
 *
 * @param file the file's name, for messages
 * @param expected the declared columns
 */
record Header(String file, List<String> expected) {

    private static final String SEPARATORS = ",;\t|";

    /** @throws StepFailure.BadData when they differ; says how */
    void check(RecordReader record, int delimiter) {
        FieldRanges fields = record.fields();
        String place = file + ", line " + record.line() + ": ";
        record.fault().ifPresent(fault -> {
            throw new StepFailure.BadData(place + "the header is no record: " + fault.reason());
        });
        List<String> found = new ArrayList<>();
        for (int i = 0; i < fields.count(); i++) {
            if (Utf8.firstMalformed(fields.bytes(i), fields.start(i), fields.length(i)) >= 0) {
                throw new StepFailure.BadData(place + "the header is not valid UTF-8 (column " + (i + 1)
                        + "); declare the \"encoding\" of the file");
            }
            found.add(record.text(i));
        }
        if (!found.equals(expected)) {
            throw new StepFailure.BadData(place + difference(found, otherSeparator(record, delimiter)));
        }
    }

    /** How another separator shows in a record that has too few fields; empty when none does. */
    static String otherSeparator(RecordReader record, int delimiter) {
        String hint = "";
        int most = 0;
        for (char separator : SEPARATORS.toCharArray()) {
            int count = separator == delimiter ? 0 : record.count(separator);
            if (count > most) {
                most = count;
                hint = "; the line holds '" + EscapedText.of(String.valueOf(separator)) + "' " + count
                        + (count == 1 ? " time" : " times");
            }
        }
        return hint;
    }

    private String difference(List<String> found, String separatorHint) {
        if (found.size() == 1 && expected.size() > 1 && !separatorHint.isEmpty()) {
            return "1 column found, " + expected.size() + " expected" + separatorHint
                    + ": is that the delimiter to declare?";
        }
        List<String> differences = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        List<String> twice = found.stream().filter(name -> !seen.add(name)).toList();
        add(
                differences,
                "missing",
                expected.stream().filter(name -> !seen.contains(name)).toList());
        add(
                differences,
                "not declared",
                seen.stream().filter(name -> !expected.contains(name)).toList());
        add(differences, "twice", twice);
        if (differences.isEmpty()) {
            differences.add("the order differs");
        }
        return "expected the columns " + names(expected) + "; found " + names(found) + ": "
                + String.join("; ", differences);
    }

    private static void add(List<String> differences, String what, List<String> names) {
        if (!names.isEmpty()) {
            differences.add(what + ": " + names(names));
        }
    }

    /** The first twenty names; a file may have 1,600. */
    private static String names(List<String> names) {
        List<String> shown = names.stream().limit(20).map(Header::shown).toList();
        return String.join(",", shown) + (names.size() > shown.size() ? ",... (" + names.size() + ")" : "");
    }

    private static String shown(String name) {
        boolean plain = name.matches("[\\w.-]+");
        return plain ? name : "'" + EscapedText.of(name) + "'";
    }
}
