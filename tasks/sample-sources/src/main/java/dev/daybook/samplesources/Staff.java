package dev.daybook.samplesources;

import java.io.IOException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The people who work in the shop; they stay the same on all days.
 *
 * @param seed the seed of the shop
 */
record Staff(long seed) {

    static final int EMPLOYEES = 9;
    private static final int TERRITORIES_WITH_STAFF = 49;
    private static final LocalDate FIRST_BIRTH_DATE = LocalDate.of(1952, 2, 29);
    private static final LocalDate FIRST_HIRE_DATE = LocalDate.of(1998, 1, 5);

    void writeEmployees(CopyText copy) throws IOException {
        for (int employee = 1; employee <= EMPLOYEES; employee++) {
            Draw draw = Draw.of(seed, "employee", employee);
            List<String> city = draw.pick(Words.CITIES);
            String first = Words.FIRST_NAMES.get(employee * 2);
            copy.row(
                    Integer.toString(employee),
                    Words.LAST_NAMES.get(employee * 2),
                    first,
                    employee == 1 ? "Director" : draw.pick(Words.JOBS),
                    employee == 4 ? "" : draw.percent(50) ? "Ms." : "Mr.",
                    FIRST_BIRTH_DATE.plusDays(draw.below(15_000)).toString(),
                    FIRST_HIRE_DATE.plusDays(draw.below(1_200)).toString(),
                    employee == 2 ? "14 Garrett Yard\\nFlat 2" : Places.street(draw),
                    city.get(0),
                    Places.region(draw),
                    Places.postalCode(draw, city),
                    city.get(1),
                    Places.phone(draw),
                    Integer.toString(draw.between(1000, 9999)),
                    photo(draw, employee),
                    notes(first, employee),
                    employee == 1 ? null : Integer.toString(employee <= 4 ? 1 : 2),
                    "https://photos.example/" + employee + ".bmp");
        }
    }

    private static @Nullable String photo(Draw draw, int employee) {
        return switch (employee) {
            case 3 -> null;
            case 5, 6 -> "\\x";
            case 7 -> "\\x00";
            default -> "\\x" + HexFormat.of().formatHex(draw.bytes(draw.between(200, 900)));
        };
    }

    private static @Nullable String notes(String first, int employee) {
        return switch (employee) {
            case 8 -> null;
            case 9 -> "";
            default ->
                first + " says: \"Cheese; bread, and 'wine'.\"\n\tSince then\\ever on \\n duty 🧀\r\n"
                        + Words.NASTY.get(employee) + " ";
        };
    }

    void writeTerritories(CopyText copy) throws IOException {
        for (int number = 1; number <= TERRITORIES_WITH_STAFF; number++) {
            copy.row(Integer.toString(1 + (number * 7 + number / 9) % EMPLOYEES), Places.territory(number));
        }
    }

    void writeShippers(CopyText copy) throws IOException {
        List<String> names = List.of(
                "North Sea Couriers",
                "Alpine Freight",
                "\"Quick\" & Sons",
                "Two Wheels",
                "Night Train Parcels",
                "Rivière Fret");
        for (int shipper = 1; shipper <= names.size(); shipper++) {
            Draw draw = Draw.of(seed, "shipper", shipper);
            copy.row(Integer.toString(shipper), names.get(shipper - 1), shipper == 5 ? null : Places.phone(draw));
        }
    }
}
