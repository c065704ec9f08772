package dev.daybook.task.command;

import dev.daybook.task.text.NearMiss;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Finds misspelt {@code DAYBOOK_} variables. Several steps may share one environment, so a variable that this program
 * does not know is only refused when it is close to one that it knows and that is not given.
 */
final class UnknownVariables {

    private final Program program;
    private final Map<String, String> environment;

    UnknownVariables(Program program, Map<String, String> environment) {
        this.program = program;
        this.environment = environment;
    }

    /** One line for each variable that is most likely misspelt. */
    List<String> problems(OptionReader reader, CommandSpec spec) {
        Map<String, String> open = new LinkedHashMap<>();
        for (OptionSpec option : spec.options()) {
            if (!reader.isGiven(option.longestName())) {
                open.put(OptionVariable.nameFor(option), option.longestName());
            }
        }
        List<String> problems = new ArrayList<>();
        environment.keySet().stream()
                .filter(name -> name.startsWith(OptionVariable.PREFIX))
                .sorted()
                .forEach(name -> NearMiss.of(name, open.keySet())
                        .filter(meant -> !isKnown(name))
                        .ifPresent(meant -> problems.add(name + ": no such variable, did you mean " + meant + "?")));
        return problems;
    }

    /** Whether any command of the program has it; asked only for what looks misspelt, as it makes all commands. */
    private boolean isKnown(String name) {
        ProgramCommands commands = new ProgramCommands(program);
        return name.equals(SettingsReader.LOG_LEVEL)
                || commands.names().stream()
                        .flatMap(command -> commands.specification(command).options().stream())
                        .anyMatch(option -> OptionVariable.nameFor(option).equals(name));
    }
}
