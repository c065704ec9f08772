package dev.daybook.torture;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Draws names such as people do not expect; each once within one set. */
final class Names {

    private static final List<String> PARTS = List.of(
            "orders",
            "select",
            "user",
            "UPPER",
            "Mixed",
            "a b",
            "it's",
            "\"quoted\"",
            "100%",
            "%s",
            "%1$s",
            "back\\slash",
            "dots.in.it",
            "1st",
            "_",
            "$1",
            "{brace}",
            "?",
            ":colon",
            "semi;colon",
            "--dash",
            "/*star*/",
            "tab\there",
            "new\nline",
            "Z\u00fcrich",
            "stra\u00dfe",
            "\u00e9",
            "\u65e5\u672c\u8a9e",
            "\u0434\u0435\u043d\u044c",
            "\ud83d\ude00",
            "e\u0301",
            "logical_date",
            "table",
            "null",
            "a=b",
            "#",
            "~",
            "&<>",
            "*",
            "'",
            "\\",
            ",",
            "(x)");

    private final Draw draw;
    private final CharsetEncoder encoder;
    private final int longest;
    private final Set<String> drawn = new HashSet<>();

    /**
     * @param encoding what a database can hold
     * @param longest the most bytes of a name, at most 63
     */
    Names(Draw draw, Charset encoding, int longest) {
        this.draw = draw;
        this.encoder = encoding.newEncoder();
        this.longest = longest;
    }

    /** A new name. */
    String next() {
        while (true) {
            String name = cut(candidate());
            if (!name.isEmpty() && encoder.canEncode(name) && drawn.add(name)) {
                return name;
            }
        }
    }

    private String candidate() {
        if (draw.percent(5)) {
            return draw.of(PARTS).repeat(63);
        }
        if (draw.percent(10) && !drawn.isEmpty()) {
            String other = draw.of(drawn.stream().sorted().toList());
            return draw.percent(50) ? other.toUpperCase(Locale.ROOT) : other.toLowerCase(Locale.ROOT);
        }
        String first = draw.of(PARTS);
        return draw.percent(60) ? first + draw.of(PARTS) : first;
    }

    /** Cut to whole characters. */
    private String cut(String name) {
        int end = name.length();
        while (name.substring(0, end).getBytes(StandardCharsets.UTF_8).length > longest) {
            end = name.offsetByCodePoints(end, -1);
        }
        return name.substring(0, end);
    }
}
