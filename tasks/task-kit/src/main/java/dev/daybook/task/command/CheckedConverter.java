package dev.daybook.task.command;

import dev.daybook.task.Period;
import dev.daybook.task.PipelineName;
import dev.daybook.task.RunId;
import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;
import dev.daybook.task.text.NearMiss;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;

/**
 * Converts the values of one option. picocli gives up at the first value that is refused; here a refusal is told to the
 * reader and the option keeps the value it has, so that all refusals are found at once.
 */
record CheckedConverter(ArgSpec argument, ITypeConverter<?> converter, OptionReader reader)
        implements ITypeConverter<Object> {

    /** For options without a converter of their own. */
    private static final Map<Class<?>, ITypeConverter<?>> USUAL = Map.of(
            boolean.class,
            (ITypeConverter<Boolean>) CheckedConverter::flag,
            Path.class,
            (ITypeConverter<Path>) CheckedConverter::file,
            Period.class,
            (ITypeConverter<Period>) Period::parse,
            PipelineName.class,
            (ITypeConverter<PipelineName>) CheckedConverter::pipeline,
            RunId.class,
            (ITypeConverter<RunId>) RunId::new);

    private static final List<String> RESERVED_ENDS = List.of("_periods", "_reports");

    static CheckedConverter of(ArgSpec argument, OptionReader reader) {
        ITypeConverter<?>[] own = argument.converters();
        return new CheckedConverter(argument, own.length > 0 ? own[0] : usual(argument), reader);
    }

    /** The value, or for an option that can be repeated the list of those in its variable. */
    @Override
    public Object convert(String text) throws Exception {
        if (!argument.isMultiValue()) {
            return one(text).orElseGet(argument::getValue);
        }
        boolean isList = argument.splitRegex().isEmpty() && reader.isFromVariable(argument);
        List<Object> values = new ArrayList<>();
        for (String value : isList ? OptionVariable.values(text) : List.of(text)) {
            one(value).ifPresent(values::add);
        }
        return values;
    }

    private Optional<Object> one(String text) throws Exception {
        try {
            return Optional.of(converter.convert(text));
        } catch (IllegalArgumentException e) {
            reader.refuse(argument, withFound(e.getMessage(), text), false);
        } catch (StepFailure.Configuration e) {
            reader.refuse(argument, withFound(e.getMessage(), text), true);
        }
        return Optional.empty();
    }

    private static String withFound(String message, String text) {
        String told = EscapedText.whole(String.valueOf(message));
        return told.contains(", found ") || !told.startsWith("expected ")
                ? told
                : told + ", found '" + EscapedText.of(text) + "'";
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

    private static ITypeConverter<?> usual(ArgSpec argument) {
        Class<?> type = argument.auxiliaryTypes()[0];
        if (type.isEnum()) {
            return text -> constant(type, text);
        }
        if (type == String.class) {
            return text -> present(text, argument.paramLabel());
        }
        return Optional.<ITypeConverter<?>>ofNullable(USUAL.get(type))
                .orElseThrow(
                        () -> new IllegalStateException(argument + ": expected a converter for values of " + type));
    }

    private static Object constant(Class<?> type, String text) {
        List<String> names = Arrays.stream(type.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
                .toList();
        int index = names.indexOf(text.toLowerCase(Locale.ROOT));
        if (index < 0) {
            String meant = NearMiss.of(text, names)
                    .map(near -> ", did you mean " + near + "?")
                    .orElse("");
            throw new IllegalArgumentException(
                    "expected one of " + String.join(", ", names) + ", found '" + EscapedText.of(text) + "'" + meant);
        }
        return type.getEnumConstants()[index];
    }

    private static Boolean flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("expected true or false");
        };
    }

    private static String present(String text, String label) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("expected " + label);
        }
        return text;
    }

    private static Path file(String text) {
        if (text.isEmpty() || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("expected a file");
        }
        return Path.of(text);
    }
}
