package dev.daybook.samplesources;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Addresses, and the tables about regions. */
final class Places {

    static final int TERRITORIES = 53;
    private static final List<String> SALES_REGIONS = List.of("Coast", "Highlands", "Lakes", "Plains");

    private static final List<String> STATES = List.of(
            "AL Alabama",
            "AK Alaska",
            "AZ Arizona",
            "AR Arkansas",
            "CA California",
            "CO Colorado",
            "CT Connecticut",
            "DE Delaware",
            "DC District of Columbia",
            "FL Florida",
            "GA Georgia",
            "HI Hawaii",
            "ID Idaho",
            "IL Illinois",
            "IN Indiana",
            "IA Iowa",
            "KS Kansas",
            "KY Kentucky",
            "LA Louisiana",
            "ME Maine",
            "MD Maryland",
            "MA Massachusetts",
            "MI Michigan",
            "MN Minnesota",
            "MS Mississippi",
            "MO Missouri",
            "MT Montana",
            "NE Nebraska",
            "NV Nevada",
            "NH New Hampshire",
            "NJ New Jersey",
            "NM New Mexico",
            "NY New York",
            "NC North Carolina",
            "ND North Dakota",
            "OH Ohio",
            "OK Oklahoma",
            "OR Oregon",
            "PA Pennsylvania",
            "RI Rhode Island",
            "SC South Carolina",
            "SD South Dakota",
            "TN Tennessee",
            "TX Texas",
            "UT Utah",
            "VT Vermont",
            "VA Virginia",
            "WA Washington",
            "WV West Virginia",
            "WI Wisconsin",
            "WY Wyoming");

    private Places() {}

    /** A street with a number; in rare cases on two lines, or with a backslash and an n that are no line break. */
    static String street(Draw draw) {
        String street = draw.between(1, 240) + ", " + draw.pick(Words.STREETS);
        return switch (draw.below(20)) {
            case 0 -> street + "\nBack door";
            case 1 -> street + "\\nBack door";
            case 2 -> "\"" + street + "\"";
            default -> street;
        };
    }

    /** A region, often NULL, sometimes an empty text. */
    static @Nullable String region(Draw draw) {
        return switch (draw.below(12)) {
            case 0 -> "";
            case 1, 2, 3, 4 -> draw.pick(Words.REGIONS);
            default -> null;
        };
    }

    /** A postal code of a city; leading zeros belong to it. */
    static @Nullable String postalCode(Draw draw, List<String> city) {
        return draw.percent(3) ? null : city.get(2) + String.format(Locale.ROOT, "%03d", draw.below(1_000));
    }

    /** A telephone number. */
    static String phone(Draw draw) {
        return String.format(Locale.ROOT, "(%02d) %03d-%04d", draw.below(100), draw.below(1_000), draw.below(10_000));
    }

    static void writeRegions(CopyText copy) throws IOException {
        for (int region = 1; region <= SALES_REGIONS.size(); region++) {
            copy.row(Integer.toString(region), SALES_REGIONS.get(region - 1));
        }
    }

    /** The key of a territory: five digits, some with leading zeros. */
    static String territory(int number) {
        return String.format(Locale.ROOT, "%05d", number * 1_789);
    }

    static void writeTerritories(CopyText copy) throws IOException {
        for (int number = 1; number <= TERRITORIES; number++) {
            String description = Words.STREETS.get(number % Words.STREETS.size()) + " District " + number;
            copy.row(territory(number), description, Integer.toString(1 + number % SALES_REGIONS.size()));
        }
    }

    static void writeStates(CopyText copy) throws IOException {
        for (int state = 1; state <= STATES.size(); state++) {
            String name = STATES.get(state - 1);
            copy.row(
                    Integer.toString(state),
                    name.substring(3),
                    name.substring(0, 2),
                    SALES_REGIONS.get(state % SALES_REGIONS.size()));
        }
    }
}
