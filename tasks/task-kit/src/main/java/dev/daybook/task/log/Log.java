package dev.daybook.task.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** Sets Logback up in code: no file is parsed, nothing is registered with JMX, which keeps the start fast. */
public final class Log {

    /** Libraries whose info lines tell a user of ours nothing. */
    private static final List<String> NOISY = List.of("org.apache.parquet", "org.apache.hadoop", "org.postgresql");

    private Log() {}

    /** Sends the log of the whole process from this level on to {@code output} from now on. */
    public static void install(ErrorOutput output, LogLines lines, LogLevel level, Clock clock) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            install(context, output, lines, Level.toLevel(level.name()), clock);
        }
    }

    static void untilInstalled(LoggerContext context) {
        LogLines lines = new LogLines(LogFormat.TEXT, Map.of());
        install(context, new ErrorOutput(System.err), lines, Level.INFO, Clock.systemUTC());
    }

    private static void install(LoggerContext context, ErrorOutput output, LogLines lines, Level level, Clock clock) {
        LogAppender appender = new LogAppender(output, lines, clock);
        appender.setContext(context);
        appender.start();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.addAppender(appender);
        root.setLevel(level);
        NOISY.forEach(name -> context.getLogger(name).setLevel(Level.WARN));
    }
}
