package dev.daybook.architecture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Prints the figures of the main code. {@code make figures} runs it from its source, at the root of the repository. */
final class Figures {

    private static final int SHOWN = 10;

    private Figures() {}

    public static void main(String[] arguments) throws IOException {
        MainCode code = MainCode.under(Path.of("tasks"));
        System.out.printf(
                "main code: %,d lines in %,d classes of median %d lines (goal 65), p90 %d (goal 150), longest %d%n",
                code.lines(),
                code.classes().size(),
                percentile(code.classes(), 50),
                percentile(code.classes(), 90),
                percentile(code.classes(), 100));
        System.out.printf(
                "%,d methods of median %d lines, p90 %d, longest %d%n",
                code.methods().size(),
                percentile(code.methods(), 50),
                percentile(code.methods(), 90),
                percentile(code.methods(), 100));
        print("longest classes", code.classes());
        print("longest methods", code.methods());
    }

    private static long percentile(List<Measured> sorted, int percent) {
        return sorted.get((sorted.size() - 1) * percent / 100).lines();
    }

    private static void print(String title, List<Measured> sorted) {
        System.out.println(title + ":");
        sorted.reversed().stream()
                .limit(SHOWN)
                .forEach(measured -> System.out.printf("%6d  %s%n", measured.lines(), measured.name()));
    }
}
