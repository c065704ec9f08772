package dev.daybook.task.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.time.Clock;

/** Writes log events as lines. {@link ErrorOutput} does the locking. */
final class LogAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {

    private final ErrorOutput output;
    private final LogLines lines;
    private final Clock clock;

    LogAppender(ErrorOutput output, LogLines lines, Clock clock) {
        this.output = output;
        this.lines = lines;
        this.clock = clock;
    }

    @Override
    protected void append(ILoggingEvent event) {
        IThrowableProxy thrown = event.getThrowableProxy();
        String level = event.getLevel().toString();
        if (thrown instanceof ThrowableProxy proxy) {
            output.line(lines.line(clock.instant(), level, event.getFormattedMessage(), proxy.getThrowable()));
        } else {
            output.line(lines.line(clock.instant(), level, event.getFormattedMessage()));
        }
    }
}
