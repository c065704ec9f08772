package dev.daybook.demo;

import dev.daybook.task.Period;
import java.nio.file.Path;

/**
 * Where the demo finds and puts things, below the repository's root: all that it keeps lies in {@code .demo/}, but for the
 * lake, which is {@code output/}.
 *
 * @param root the repository's root, absolute
 */
record DemoPlaces(Path root) {

    /** What the demo keeps: PostgreSQL, its data, passwords, logs. */
    Path kept() {
        return root.resolve(".demo");
    }

    Path lake() {
        return root.resolve("output");
    }

    /** The jar of a step or a command. */
    Path jar(String name) {
        return root.resolve("tasks/" + name + "/target/" + name + ".jar");
    }

    /** The log of a step's last run for a day. */
    Path log(Period day, String step) {
        return kept().resolve("logs/" + day + "/" + step + ".log");
    }

    /** The sample's CSV file of a day. */
    Path orderDetails(String day) {
        return kept().resolve("sources/" + day + "/order_details.csv");
    }

    /** The passwords, in the form that {@code psql} reads. */
    Path passwords() {
        return kept().resolve("pgpass");
    }

    /** A path as the user sees it. */
    String shown(Path path) {
        return path.startsWith(root) ? root.relativize(path).toString() : path.toString();
    }
}
