package dev.daybook.loadpostgres;

import dev.daybook.task.run.Surroundings;
import dev.daybook.testing.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one run of the program gave.
 *
 * @param exitCode its exit code
 * @param receipt its stdout
 * @param log its stderr
 */
record Run(int exitCode, String receipt, String log) {

    /** Runs the program in this process, as the command line would, against a warehouse and a lake. */
    static Run of(TestDatabase warehouse, SmallLake lake, String date, String... more) {
        return of(warehouse.url(), warehouse, lake, date, Clock.systemUTC(), more);
    }

    static Run of(String url, TestDatabase warehouse, SmallLake lake, String date, Clock clock, String... more) {
        List<String> arguments = new ArrayList<>();
        if (more.length > 0 && !more[0].startsWith("-")) {
            arguments.add(more[0]);
        }
        arguments.addAll(List.of(
                "--pipeline", "northwind", "--date", date, "--lake", lake.root().toString()));
        for (String option : more) {
            if (option.startsWith("-") || !arguments.contains(option)) {
                arguments.add(option);
            }
        }
        Map<String, String> environment = new HashMap<>(environment(url, warehouse));
        environment.put("DAYBOOK_PROGRESS", "none");
        ByteArrayOutputStream stdout = new ByteArrayOutputStream();
        ByteArrayOutputStream stderr = new ByteArrayOutputStream();
        int exitCode = LoadPostgresMain.program().run(arguments, new Surroundings(environment, clock, stdout, stderr));
        return new Run(exitCode, stdout.toString(StandardCharsets.UTF_8), stderr.toString(StandardCharsets.UTF_8));
    }

    /** What {@code --help} prints. */
    static String help() {
        ByteArrayOutputStream stdout = new ByteArrayOutputStream();
        LoadPostgresMain.program()
                .run(
                        List.of("--help"),
                        new Surroundings(Map.of(), Clock.systemUTC(), stdout, new ByteArrayOutputStream()));
        return stdout.toString(StandardCharsets.UTF_8);
    }

    static Map<String, String> environment(String url, TestDatabase warehouse) {
        return Map.of(
                "WAREHOUSE_DB_URL", url,
                "WAREHOUSE_DB_USER", warehouse.user(),
                "WAREHOUSE_DB_PASSWORD", warehouse.password());
    }

    /** The message of the receipt's failure. */
    String message() {
        return receipt.replaceAll("(?s).*\"message\":\"((?:[^\"\\\\]|\\\\.)*)\".*", "$1")
                .replace("\\\"", "\"")
                .replace("\\\\", "\\");
    }
}
