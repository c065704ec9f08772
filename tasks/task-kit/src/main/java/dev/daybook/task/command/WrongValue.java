package dev.daybook.task.command;

import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;
import dev.daybook.task.text.NearMiss;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.ParameterException;

/** Says in our words why picocli refused a value. */
final class WrongValue {

    private WrongValue() {}

    static String reason(ParameterException refusal) {
        Throwable cause = refusal.getCause();
        boolean saysWhy = cause instanceof IllegalArgumentException || cause instanceof StepFailure;
        if (saysWhy && cause.getMessage() != null) {
            return EscapedText.whole(cause.getMessage());
        }
        if (refusal.getArgSpec() != null && refusal.getArgSpec().typeInfo().isMap() && cause == null) {
            String found = refusal.getMessage().replaceFirst("(?s).* but was ", "");
            return "expected " + refusal.getArgSpec().paramLabel() + ", found '" + EscapedText.of(found) + "'";
        }
        String value = refusal.getValue();
        if (refusal.getArgSpec() != null && value != null) {
            Class<?> type = refusal.getArgSpec().isMultiValue()
                    ? refusal.getArgSpec().auxiliaryTypes()[0]
                    : refusal.getArgSpec().type();
            Optional<String> expected = expected(type);
            if (expected.isPresent()) {
                return "expected " + expected.get() + ", found '" + EscapedText.of(value) + "'" + meant(type, value);
            }
        }
        // picocli's own words begin with the option's name, which stands before this text already.
        String message = refusal.getMessage();
        return EscapedText.whole(message.substring(message.indexOf(": ") < 0 ? 0 : message.indexOf(": ") + 2));
    }

    private static Optional<String> expected(Class<?> type) {
        if (type.isEnum()) {
            return Optional.of("one of " + String.join(", ", constants(type)));
        }
        return switch (type.getName()) {
            case "int", "java.lang.Integer", "long", "java.lang.Long" -> Optional.of("a whole number");
            case "double", "java.lang.Double" -> Optional.of("a number");
            case "boolean", "java.lang.Boolean" -> Optional.of("true or false");
            default -> Optional.empty();
        };
    }

    private static String meant(Class<?> type, String value) {
        return type.isEnum()
                ? NearMiss.of(value, constants(type))
                        .map(name -> ", did you mean " + name + "?")
                        .orElse("")
                : "";
    }

    private static List<String> constants(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
