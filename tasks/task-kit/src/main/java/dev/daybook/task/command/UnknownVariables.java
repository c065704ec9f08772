package dev.daybook.task.command;

import dev.daybook.task.text.NearMiss;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Finds misspelt {@code DAYBOOK_} variables. Several steps may share one environment, so a variable that this program
 * does not know is only refused when it is close to one that it knows and that is not given.
 */
record UnknownVariables(Program program, Set<String> names) {

    /** One line for each variable that is most likely misspelt. */
    List<String> problems(OptionReader reader, CommandSpec spec) {
        List<String> open = spec.options().stream()
                .filter(option -> !reader.isGiven(option))
                .map(OptionVariable::nameFor)
                .toList();
        return names.stream()
                .filter(name -> name.startsWith(OptionVariable.PREFIX))
                .sorted()
                .flatMap(name -> NearMiss.of(name, open).filter(_ -> !isKnown(name)).stream()
                        .map(meant -> name + ": no such variable, did you mean " + meant + "?"))
                .toList();
    }

    /** Whether any command of the program has it; asked only for what looks misspelt, as it makes all commands. */
    private boolean isKnown(String name) {
        return program.commands().stream()
                .map(command -> new CommandOptions(command, Clock.systemUTC()))
                .flatMap(command -> command.specification().options().stream())
                .anyMatch(option -> OptionVariable.nameFor(option).equals(name));
    }
}
