package dev.daybook.task.command;

import dev.daybook.task.Period;
import dev.daybook.task.PipelineName;
import dev.daybook.task.RunId;
import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;
import dev.daybook.task.text.NearMiss;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.TypeConversionException;

/** The values of options: how those without a converter of their own are read, and what is said of a wrong one. */
final class OptionValues {

    private static final List<String> RESERVED_ENDS = List.of("_periods", "_reports");

    private OptionValues() {}

    /** Registers the converters of common types; picocli reads enums and booleans itself. */
    static void register(CommandLine line) {
        line.setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Path.class, OptionValues::file)
                .registerConverter(Period.class, Period::parse)
                .registerConverter(PipelineName.class, OptionValues::pipeline)
                .registerConverter(RunId.class, RunId::new);
    }

    /** The warehouse has schemas of a pipeline's name with such an end, which another pipeline could not tell from its own. */
    private static PipelineName pipeline(String text) {
        PipelineName name = new PipelineName(text);
        if (RESERVED_ENDS.stream().anyMatch(text::endsWith)) {
            throw new StepFailure.Configuration("expected a pipeline name that does not end in "
                    + String.join(" or ", RESERVED_ENDS) + ", which schemas of the warehouse do");
        }
        return name;
    }

    private static Path file(String text) {
        if (text.isEmpty() || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("expected a file");
        }
        return Path.of(text);
    }

    /** What is said of a value that a converter has refused: what it expects, and what was found. */
    static String refusal(ArgSpec argument, Throwable cause, String text) {
        Class<?> type = argument.auxiliaryTypes()[0];
        if (!(cause instanceof TypeConversionException)) {
            return withFound(EscapedText.whole(String.valueOf(cause.getMessage())), text);
        }
        if (!type.isEnum()) {
            return withFound("expected " + (type == boolean.class ? "true or false" : argument.paramLabel()), text);
        }
        List<String> names = Arrays.stream(type.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
                .toList();
        return withFound("expected one of " + String.join(", ", names), text)
                + NearMiss.of(text, names)
                        .map(near -> ", did you mean " + near + "?")
                        .orElse("");
    }

    private static String withFound(String told, String text) {
        return told.contains(", found ") || !told.startsWith("expected ")
                ? told
                : told + ", found '" + EscapedText.of(text) + "'";
    }
}
