package dev.daybook.lake.model;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * What PostgreSQL takes as the name of a table or a column (chapter "Lexical Structure" of its manual, and
 * {@code CheckAttributeNamesTypes} of its sources). It cuts a name that is too long with no more than a NOTICE, so the
 * limits are checked when a dataset is extracted, where somebody can still choose another name.
 */
public final class WarehouseName {

    /** The longest name, in bytes of UTF-8 (NAMEDATALEN - 1). */
    public static final int LONGEST_BYTES = 63;

    /** The most columns of a table (MaxHeapAttributeNumber). */
    public static final int MOST_COLUMNS = 1600;

    /** The columns that every table has (heap.c). */
    private static final Set<String> SYSTEM_COLUMNS = Set.of("tableoid", "ctid", "xmin", "cmin", "xmax", "cmax");

    private WarehouseName() {}

    /** Why no table or key can have this name, as the end of a sentence that begins with the name; empty when one can. */
    public static Optional<String> fault(String name) {
        if (name.isEmpty()) {
            return Optional.of("is empty");
        }
        if (name.indexOf('\0') >= 0) {
            return Optional.of("holds a NUL character, which no name in PostgreSQL can");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
            return Optional.of("holds half a character, which no name in PostgreSQL can");
        }
        int bytes = bytes(name);
        return bytes > LONGEST_BYTES
                ? Optional.of("has " + bytes + " bytes, PostgreSQL takes at most " + LONGEST_BYTES)
                : Optional.empty();
    }

    /** The same for a column of a table, which can also not have the name of a system column. */
    public static Optional<String> columnFault(String name) {
        return isSystemColumn(name)
                ? Optional.of("is the name of a system column of every table in PostgreSQL")
                : fault(name);
    }

    /** Whether every table has a column of this name already. */
    public static boolean isSystemColumn(String name) {
        return SYSTEM_COLUMNS.contains(name);
    }

    /**
     * A name near a given one that a column can have and no other column has.
     *
     * @param taken the names of the others
     */
    public static String columnNear(String name, Collection<String> taken) {
        String usable = name.replace("\0", "").replaceAll("[\\ud800-\\udfff](?![\\udc00-\\udfff])", "");
        String base = shortened(usable.isEmpty() ? "column" : usable, LONGEST_BYTES);
        String near = base;
        for (int number = 1; columnFault(near).isPresent() || taken.contains(near); number++) {
            String suffix = "_" + number;
            near = shortened(base, LONGEST_BYTES - suffix.length()) + suffix;
        }
        return near;
    }

    /** The beginning of a name that has at most so many bytes, cut between characters. */
    public static String shortened(String name, int longestBytes) {
        int end = 0;
        int size = 0;
        while (end < name.length()) {
            int character = name.codePointAt(end);
            size += bytes(Character.toString(character));
            if (size > longestBytes) {
                break;
            }
            end += Character.charCount(character);
        }
        return name.substring(0, end);
    }

    /** How many bytes a name has in UTF-8. */
    public static int bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length;
    }
}
