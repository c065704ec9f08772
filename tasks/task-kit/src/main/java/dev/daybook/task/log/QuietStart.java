package dev.daybook.task.log;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * Keeps Logback from looking for configuration files when it starts; found through {@link java.util.ServiceLoader}.
 * Until {@link Log#install} log lines go to {@code System.err} as text, which is what tests of a library see.
 */
public final class QuietStart extends ContextAwareBase implements Configurator {

    /** Called by the service loader. */
    public QuietStart() {}

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        Log.untilInstalled(context);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
