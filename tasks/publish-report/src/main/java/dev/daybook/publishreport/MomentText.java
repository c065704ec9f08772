package dev.daybook.publishreport;

/**
 * Dates and times in PostgreSQL's ISO form, compared without reading them as one of Java's: years may have more than
 * four digits, lie before Christ, or be infinite. All values of one column have the same UTC offset.
 */
final class MomentText {

    private static final String BEFORE_CHRIST = " BC";

    private MomentText() {}

    /** Less than, equal to or greater than 0 as the first comes before, with or after the second. */
    static int compare(String value, String other) {
        int era = Integer.compare(era(value), era(other));
        if (era != 0) {
            return era;
        }
        return switch (era(value)) {
            case -2, 2 -> 0;
            case -1 -> -compareYears(value, other) == 0 ? compareRest(value, other) : -compareYears(value, other);
            default -> compareYears(value, other) == 0 ? compareRest(value, other) : compareYears(value, other);
        };
    }

    private static int era(String value) {
        return switch (value) {
            case "-infinity" -> -2;
            case "infinity" -> 2;
            default -> value.endsWith(BEFORE_CHRIST) ? -1 : 1;
        };
    }

    private static int compareYears(String value, String other) {
        return Integer.compare(year(value), year(other));
    }

    private static int year(String value) {
        return Integer.parseInt(value.substring(0, value.indexOf('-')));
    }

    /** Month, day and time: digits at the same places, and seconds whose fraction only grows to the right. */
    private static int compareRest(String value, String other) {
        return rest(value).compareTo(rest(other));
    }

    private static String rest(String value) {
        String text = value.substring(value.indexOf('-') + 1);
        return text.endsWith(BEFORE_CHRIST) ? text.substring(0, text.length() - BEFORE_CHRIST.length()) : text;
    }
}
