package dev.daybook.lake.json;

import dev.daybook.lake.model.ColumnDefinition;
import dev.daybook.lake.model.Manifest;
import dev.daybook.lake.model.Manifest.Dataset;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.task.text.EscapedText;

/**
 * The version of a manifest's format. Another major version says that what was known means something else. A newer minor
 * one may have keys that say more; what changes the meaning of rows is a word of a closed set, which nobody passes over.
 *
 * @param major the major version
 * @param minor the minor version
 */
record FormatVersion(int major, int minor) {

    /** The newest version that is known here. */
    static final FormatVersion OWN = new FormatVersion(1, 1);

    /** @throws IllegalArgumentException when the text is no version */
    static FormatVersion of(String text) {
        if (!text.matches("\\d{1,4}\\.\\d{1,4}")) {
            throw new IllegalArgumentException("expected a version such as 1.0, found '" + EscapedText.of(text) + "'");
        }
        int dot = text.indexOf('.');
        return new FormatVersion(Integer.parseInt(text.substring(0, dot)), Integer.parseInt(text.substring(dot + 1)));
    }

    /** The oldest version whose readers know all that a manifest says. */
    static FormatVersion oldestFor(Manifest manifest) {
        boolean plain = manifest.raw().isEmpty()
                && manifest.erasureEpoch() == 0
                && manifest.datasets().stream().allMatch(FormatVersion::isPlain);
        return plain ? new FormatVersion(1, 0) : OWN;
    }

    private static boolean isPlain(Dataset dataset) {
        TableDefinition table = dataset.table();
        return dataset.counts().isEmpty()
                && table.load().holdsWholeState()
                && table.parent().isEmpty()
                && table.columns().stream().allMatch(FormatVersion::isPlain);
    }

    private static boolean isPlain(ColumnDefinition column) {
        return column.collationDefinition().isEmpty() && column.personal().isEmpty();
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
