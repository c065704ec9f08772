package dev.daybook.samplesources;

import java.util.List;

/** The words that the shop's own, invented values are made of. */
final class Words {

    static final List<String> FIRST_NAMES = List.of(
            "Ada",
            "Bjørn",
            "Chloé",
            "Dmitri",
            "Eilís",
            "Farid",
            "Grete",
            "Haruki",
            "Inês",
            "Jonas",
            "Katarzyna",
            "Łukasz",
            "Mireille",
            "Nuno",
            "Oğuz",
            "Priya",
            "Quentin",
            "Rosa",
            "Søren",
            "Tünde",
            "Ursula",
            "Václav",
            "Wanda",
            "Ximena",
            "Yusuf",
            "Zoë");

    static final List<String> LAST_NAMES = List.of(
            "Abendroth",
            "Björklund",
            "Carvalho",
            "D'Amico",
            "Ekwueme",
            "Fjeldstad",
            "Garnier",
            "Hölzl",
            "Ivanova",
            "Jørgensen",
            "Kowalczyk",
            "Lindqvist",
            "Moreau",
            "Núñez",
            "O'Hara",
            "Petrović",
            "Quispe",
            "Rätsep",
            "Ștefan",
            "Tanaka",
            "Ueda",
            "Vasconcelos",
            "Würth",
            "Yıldız",
            "Zając");

    static final List<String> TRADES = List.of(
            "Delicatessen", "Grocers", "Market Hall", "Bistro", "Food Hall", "Provisions", "Corner Shop", "Canteen");

    static final List<String> JOBS =
            List.of("Owner", "Buyer", "Head of Purchasing", "Sales Agent", "Kitchen Manager", "Bookkeeper");

    static final List<String> STREETS = List.of(
            "Harbour Lane",
            "Mill Road",
            "Rue du Puits",
            "Kirchgasse",
            "Avenida do Mar",
            "Strandvejen",
            "Via Nuova",
            "Calle Mayor",
            "Rynek",
            "Station Road");

    /** City, country and the first part of its postal codes; some of these begin with a zero. */
    static final List<List<String>> CITIES = List.of(
            List.of("Bergen", "Norway", "50"),
            List.of("Tallinn", "Estonia", "10"),
            List.of("Porto", "Portugal", "40"),
            List.of("Dresden", "Germany", "01"),
            List.of("Lyon", "France", "69"),
            List.of("Ålesund", "Norway", "60"),
            List.of("Kraków", "Poland", "30"),
            List.of("Nice", "France", "06"),
            List.of("Cork", "Ireland", "T1"),
            List.of("Málaga", "Spain", "29"),
            List.of("Boston", "USA", "02"),
            List.of("Portland", "USA", "97"),
            List.of("São Paulo", "Brazil", "01"),
            List.of("Graz", "Austria", "80"),
            List.of("Århus", "Denmark", "80"),
            List.of("Torino", "Italy", "10"));

    static final List<String> REGIONS = List.of("North", "South", "Île-Basse", "Hill Country", "Lakes");

    static final List<String> QUALITIES = List.of(
            "Smoked", "Dark", "Alpine", "Salted", "Wild", "Mellow", "Golden", "Rustic", "Spiced", "Aged", "Harbour");

    static final List<String> FOODS = List.of(
            "Almond Cake",
            "Barley Bread",
            "Cider",
            "Dill Mustard",
            "Elder Syrup",
            "Feta",
            "Gherkins",
            "Herring",
            "Iced Coffee",
            "Juniper Ham",
            "Kale Crisps",
            "Lentils",
            "Marmalade");

    static final List<String> PACKAGES = List.of(
            "12 - 250 g jars", "6 boxes x 10 pieces", "24 - 0.5 l bottles", "1 kg sack", "48 tins", "20 x 100 g bags");

    static final List<String> CATEGORIES =
            List.of("Drinks", "Bread & Cake", "Cheese", "Fish", "Fruit", "Meat", "Pickles/Sauces", "Sweets");

    /**
     * What breaks programs that handle text carelessly: quotes, separators, line breaks, escapes, what looks like NULL
     * or the end of the data, blanks at both ends, letters beyond 16 bits, both writing directions, formulas. At most 40
     * characters each.
     */
    static final List<String> NASTY = List.of(
            "The \"Golden\" Spoon",
            "'Single' and ''doubled''",
            "Comma, Semicolon; Pipe | Co.",
            "Two\nLines",
            "Old\r\nLines",
            "A\tTab",
            "Back\\slash \\n not a line break",
            "\\N",
            "\\.",
            "NULL",
            "  blanks at both ends  ",
            "00042",
            "Bread 🍞 and Cheese 🧀",
            "茶と菓子の店",
            "מכולת השכונה",
            "Zu\u0308rich in two code points",
            "=SUM(1;2)",
            "@shop +1 -1",
            "$1 %s {0} ${x}",
            "\"",
            "--; DROP TABLE nothing;");

    private Words() {}
}
