package dev.daybook.task.command;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** The options of a command, made for one invocation: its own and the common ones. */
public final class CommandOptions {

    private final Program.Command command;
    private final Program.Work work;
    private final CommandSpec spec;
    private final DisplayOptions display = new DisplayOptions();
    private final Optional<PeriodOptions> period;
    private final Optional<ThroughOptions> through;

    /** Makes the object that the command's own options are read into. */
    public CommandOptions(Program.Command command, Clock clock) {
        this.command = command;
        this.work = command.work().get();
        Instant now = clock.instant();
        this.period = switch (work) {
            case Program.Work.ForPeriod _ -> Optional.of(new PeriodOptions(display, now, !command.isCheck()));
            case Program.Work.ForPeople _ -> Optional.empty();
        };
        this.through = period.filter(_ -> command.takesThrough()).map(common -> new ThroughOptions(common, now));
        Object common = period.<Object>map(options -> options).orElse(display);
        this.spec = CommandSpec.wrapWithoutInspection(work.options())
                .name(command.name())
                .addMixin("common", CommandSpec.forAnnotatedObject(common));
        through.ifPresent(option -> spec.addMixin("through", CommandSpec.forAnnotatedObject(option)));
        spec.addMixin("own", CommandSpec.forAnnotatedObjectLenient(work.options()));
    }

    /** The options and parameters as picocli describes them. */
    public CommandSpec specification() {
        return spec;
    }

    Program.Command command() {
        return command;
    }

    Optional<PeriodOptions> period() {
        return period;
    }

    Settings settings() {
        return display.settings(period.flatMap(PeriodOptions::receiptFile));
    }

    /** What is asked for, once all options are read. */
    Invocation invocation() {
        return switch (work) {
            case Program.Work.ForPeriod made ->
                new Invocation.ForPeriod(
                        command.name(),
                        made,
                        period.orElseThrow().request(),
                        through.flatMap(ThroughOptions::last),
                        settings());
            case Program.Work.ForPeople made -> new Invocation.ForPeople(made.options(), settings());
        };
    }
}
