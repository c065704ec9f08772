package dev.daybook.task.command;

import dev.daybook.task.FailureKind;
import dev.daybook.task.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The text of {@code --help}: commands, options with their variables, connection variables, exit codes. */
final class HelpText {

    private final Program program;
    private final Program.Command command;
    private final CommandSpec spec;
    private final boolean isForPeriod;
    private final List<String> lines = new ArrayList<>();

    /** The help of one command; that of {@code run} is the program's. */
    HelpText(Program program, CommandOptions command) {
        this.program = program;
        this.command = command.command();
        this.spec = command.specification();
        this.isForPeriod = command.period().isPresent();
    }

    String text() {
        lines.add(program.name() + description());
        lines.add("");
        lines.add("Usage: java -jar " + program.name() + ".jar " + usage());
        if (spec.name().equals(Program.RUN)) {
            addHeading("Commands:");
            program.commands().forEach(command -> addRow(command.name(), command.description()));
        }
        addHeading("Options, each with the environment variable that stands for it when it is not given:");
        spec.positionalParameters().forEach(parameter -> addOption(parameter.paramLabel(), "", parameter));
        options(false).forEach(option -> addOption(synopsis(option), OptionVariable.nameFor(option), option));
        addRow("--help, --version", "show this text; show version and commit");
        addHeading("Further environment variables:");
        program.variables().forEach(variable -> addRow(variable.name(), variable.description()));
        options(true).forEach(option -> addRow(OptionVariable.nameFor(option), option.description()[0]));
        addHeading("Exit codes (and whether a retry helps):");
        addRow("0", isStep() ? "done, unchanged or kept; the receipt, the last line on stdout, says which" : "done");
        for (FailureKind kind : FailureKind.values()) {
            addRow(String.valueOf(kind.exitCode()), kind.meaning() + " (" + kind.retryHelps() + ")");
        }
        return lines.stream().map(String::stripTrailing).collect(Collectors.joining("\n", "", "\n"));
    }

    private boolean isStep() {
        return spec.userObject() instanceof Step;
    }

    private String description() {
        String own = String.join(" ", spec.usageMessage().description());
        return isStep() ? own.isEmpty() ? "" : ": " + own : " " + spec.name() + ": " + command.description();
    }

    private String usage() {
        String shown = spec.name().equals(Program.RUN) ? "[run]" : spec.name();
        String positional = spec.positionalParameters().stream()
                .map(parameter -> " " + parameter.paramLabel())
                .collect(Collectors.joining());
        String required = isForPeriod ? " --pipeline NAME" : "";
        String date = isForPeriod && !command.isCheck() ? " --date DATE" : "";
        return shown + required + date + " [options]" + positional;
    }

    private Stream<OptionSpec> options(boolean hidden) {
        return spec.options().stream().filter(option -> option.hidden() == hidden);
    }

    private static String synopsis(OptionSpec option) {
        String label = option.arity().max() > 0 ? " " + option.paramLabel() : "";
        return String.join(", ", option.names()) + label;
    }

    private void addOption(String synopsis, String variable, ArgSpec argument) {
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

    private void addHeading(String heading) {
        lines.add("");
        lines.add(heading);
    }

    private void addRow(String left, String right) {
        lines.add("  %-24s %s".formatted(left, right));
    }
}
