package dev.daybook.faults;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A program that publishes a day into a lake. */
interface Publisher {

    /** Its name. */
    String name();

    /** The folder of the day that it publishes. */
    Path day(Path lake);

    /** The command that publishes a content. */
    List<String> command(Path lake, Content content);

    /** The environment of that command. */
    Map<String, String> environment(Content content);
}
