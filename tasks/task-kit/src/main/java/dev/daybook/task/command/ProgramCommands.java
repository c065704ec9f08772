package dev.daybook.task.command;

import dev.daybook.task.StepCommand;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** The commands of a program. */
final class ProgramCommands {

    static final String RUN = "run";
    static final String CHECK = "check";

    private final Program program;

    ProgramCommands(Program program) {
        this.program = program;
    }

    /** All names, {@code run} first. */
    List<String> names() {
        List<String> names = new ArrayList<>(List.of(RUN, CHECK));
        program.commands().forEach(further -> names.add(further.name()));
        return names;
    }

    /** Makes the further command of a name that {@link #names} has. */
    StepCommand further(String name) {
        return program.commands().stream()
                .filter(further -> further.name().equals(name))
                .findFirst()
                .orElseThrow()
                .command()
                .get();
    }

    /** The options and parameters that the annotations of a step or command declare, and the common options it has. */
    static CommandSpec specification(Object object, String name) {
        CommandSpec spec = CommandSpec.forAnnotatedObjectLenient(object).name(name);
        if (object instanceof StepCommand.ForPeople) {
            CommonOptions.addForAll(spec);
        } else {
            CommonOptions.addForPeriod(spec);
        }
        return spec;
    }

    /** The specification of the command of this name. */
    CommandSpec specification(String name) {
        return specification(
                name.equals(RUN) || name.equals(CHECK) ? program.step().get() : further(name), name);
    }
}
