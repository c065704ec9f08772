package dev.daybook.sourcefiles.reject;

import java.util.List;

/**
 * A record that breaks its schema.
 *
 * @param line where it begins
 * @param reasons the codes of what is wrong with it, at least one: {@code structure}, {@code type@/price}
 * @param message names column, expected and found; follows the line's number in a message
 * @param bytes the record as it stands in the file, without its line end
 * @param subjects its values that identify persons, as far as it could be taken apart
 */
public record RejectedRecord(long line, List<String> reasons, String message, byte[] bytes, List<String> subjects) {

    /** The code of a record that is not even text. */
    public static final String UNPARSABLE = "unparsable";

    /** The code of a record that cannot be taken apart into its fields. */
    public static final String STRUCTURE = "structure";

    /** Copies the lists. */
    public RejectedRecord {
        reasons = List.copyOf(reasons);
        subjects = List.copyOf(subjects);
    }

    /** A code that is about one field: {@code type@/price}. */
    public static String reason(String code, String field) {
        return code + "@/" + field.replace("~", "~0").replace("/", "~1");
    }
}
