package dev.daybook.task.command;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Arguments of a command, from which single options can be taken out. */
final class Arguments {

    private record Place(int index, OptionSpec option, String value, int length) {}

    private final CommandSpec spec;
    private final List<String> arguments;

    Arguments(CommandSpec spec, List<String> arguments) {
        this.spec = spec;
        this.arguments = new ArrayList<>(arguments);
    }

    Stream<String> stream() {
        return arguments.stream();
    }

    void addAll(List<String> more) {
        arguments.addAll(more);
    }

    /** The option's name in {@code --name=value} or {@code --name}. */
    static String nameIn(String argument) {
        int end = argument.startsWith("-") ? argument.indexOf('=') : -1;
        return end < 0 ? argument : argument.substring(0, end);
    }

    /** Whether the argument after this one is the option's value. */
    static boolean takesNext(OptionSpec option, String argument) {
        return option.arity().min() > 0 && argument.equals(nameIn(argument));
    }

    boolean has(String name) {
        return places().stream().anyMatch(place -> List.of(place.option.names()).contains(name));
    }

    /** Takes out the last occurrence of an option; false when there is none. */
    boolean removeLast(OptionSpec option) {
        return remove(places().stream()
                .filter(place -> place.option == option)
                .reduce((first, second) -> second)
                .orElse(null));
    }

    /** Takes out the occurrence of an option that has this value, or else its first; false when there is none. */
    boolean remove(OptionSpec option, String value) {
        List<Place> places =
                places().stream().filter(place -> place.option == option).toList();
        return remove(places.stream()
                .filter(place -> value != null && place.value.contains(value))
                .findFirst()
                .orElse(places.isEmpty() ? null : places.getFirst()));
    }

    private boolean remove(Place place) {
        if (place == null) {
            return false;
        }
        arguments.subList(place.index, place.index + place.length).clear();
        return true;
    }

    private List<Place> places() {
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            OptionSpec option = spec.findOption(nameIn(argument));
            if (option == null) {
                continue;
            }
            if (takesNext(option, argument) && i + 1 < arguments.size()) {
                places.add(new Place(i, option, arguments.get(i + 1), 2));
                i++;
            } else {
                String name = nameIn(argument);
                String value = argument.length() > name.length() ? argument.substring(name.length() + 1) : "";
                places.add(new Place(i, option, value, 1));
            }
        }
        return places;
    }
}
