package dev.daybook.task.command;

import dev.daybook.task.EnvironmentVariable;
import dev.daybook.task.FailureKind;
import dev.daybook.task.StepCommand;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The text of {@code --help}: commands, options with their variables, connection variables, exit codes. */
final class HelpText {

    private final Program program;
    private final ProgramCommands commands;

    HelpText(Program program) {
        this.program = program;
        this.commands = new ProgramCommands(program);
    }

    /** The help of one command; that of {@code run} is the program's. */
    String of(String command) {
        CommandSpec spec = commands.specification(command);
        List<String> lines = new ArrayList<>();
        lines.add(program.name() + descriptionOf(spec, command));
        lines.add("");
        lines.add("Usage: java -jar " + program.name() + ".jar " + usage(spec, command));
        if (command.equals(ProgramCommands.RUN)) {
            addCommands(lines);
        }
        addOptions(lines, spec);
        addVariables(lines);
        addExitCodes(lines, spec);
        return lines.stream().map(String::stripTrailing).collect(Collectors.joining("\n", "", "\n"));
    }

    private String descriptionOf(CommandSpec spec, String command) {
        String further = program.commands().stream()
                .filter(known -> known.name().equals(command))
                .map(known -> " " + command + ": " + known.description())
                .findFirst()
                .orElse("");
        String own = String.join(" ", spec.usageMessage().description());
        return further.isEmpty() && !own.isEmpty() ? ": " + own : further;
    }

    private static String usage(CommandSpec spec, String command) {
        String shown = command.equals(ProgramCommands.RUN) ? "[run]" : command;
        String positional = spec.positionalParameters().stream()
                .map(parameter -> " " + parameter.paramLabel())
                .collect(Collectors.joining());
        boolean isForPeriod = spec.findOption(CommonOptions.DATE) != null;
        String required = isForPeriod ? " --pipeline NAME" : "";
        String date = isForPeriod && !command.equals(ProgramCommands.CHECK) ? " --date DATE" : "";
        return shown + required + date + " [options]" + positional;
    }

    private void addCommands(List<String> lines) {
        lines.add("");
        lines.add("Commands:");
        addRow(lines, ProgramCommands.RUN, "do the step's work for one period (the default)");
        addRow(lines, ProgramCommands.CHECK, "check that it could run: connect, read, write; touches no data");
        program.commands().forEach(further -> addRow(lines, further.name(), further.description()));
    }

    private static void addOptions(List<String> lines, CommandSpec spec) {
        lines.add("");
        lines.add("Options, each with the environment variable that stands for it when it is not given:");
        spec.positionalParameters().forEach(parameter -> addOption(lines, parameter.paramLabel(), "", parameter));
        spec.options().stream()
                .filter(option -> !option.hidden())
                .sorted(Comparator.comparingInt(HelpText::rank))
                .forEach(option -> addOption(lines, synopsis(option), OptionVariable.nameFor(option), option));
        addRow(lines, "--help, --version", "show this text; show version and commit");
    }

    /** Common options come first, in their order; the step's own follow as declared. */
    private static int rank(OptionSpec option) {
        int rank = CommonOptions.NAMES.indexOf(option.longestName());
        return rank < 0 ? CommonOptions.NAMES.size() : rank;
    }

    private static String synopsis(OptionSpec option) {
        String label = option.arity().max() > 0 ? " " + option.paramLabel() : "";
        return String.join(", ", option.names()) + label;
    }

    private static void addOption(List<String> lines, String synopsis, String variable, ArgSpec argument) {
        lines.add("  %-40s %s".formatted(synopsis, variable));
        String repeated = argument.isOption() && argument.isMultiValue() ? " (several: repeat it)" : "";
        String description = String.join(" ", argument.description());
        lines.add("      " + description + (argument.required() ? "; required" : "") + repeated + defaultOf(argument));
    }

    private static String defaultOf(ArgSpec argument) {
        String set = Objects.toString(argument.defaultValueString(true), "");
        String shown = argument.type().isEnum() ? set.toLowerCase(Locale.ROOT) : set;
        boolean isPlain =
                shown.isEmpty() || List.of("null", "false", "[]", "{}").contains(shown);
        boolean isCollection = argument.isMultiValue() && argument.defaultValue() == null;
        return isPlain || isCollection ? "" : "; default: " + shown;
    }

    private void addVariables(List<String> lines) {
        lines.add("");
        lines.add("Further environment variables:");
        List<EnvironmentVariable> all = new ArrayList<>(program.variables());
        all.add(new EnvironmentVariable(
                SettingsReader.LOG_LEVEL, "debug, info, warn or error: the least level logged; default: info"));
        all.forEach(variable -> addRow(lines, variable.name(), variable.description()));
    }

    private static void addExitCodes(List<String> lines, CommandSpec spec) {
        lines.add("");
        lines.add("Exit codes (and whether a retry helps):");
        boolean isStep = !(spec.userObject() instanceof StepCommand);
        addRow(
                lines,
                "0",
                isStep ? "done, unchanged or kept; the receipt, the last line on stdout, says which" : "done");
        for (FailureKind kind : FailureKind.values()) {
            addRow(lines, String.valueOf(kind.exitCode()), kind.meaning() + " (" + kind.retryHelps() + ")");
        }
    }

    private static void addRow(List<String> lines, String left, String right) {
        lines.add("  %-24s %s".formatted(left, right));
    }
}
