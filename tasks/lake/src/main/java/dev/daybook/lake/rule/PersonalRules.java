package dev.daybook.lake.rule;

import dev.daybook.lake.model.ColumnDefinition;
import dev.daybook.lake.model.ColumnType;
import dev.daybook.lake.model.PersonalData;
import dev.daybook.lake.model.SourceType;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.lake.rule.DefinitionFault.Part;
import dev.daybook.task.text.EscapedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What takes a value's place when a person is erased must be a value that the column can have. */
final class PersonalRules {

    private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9_]{0,30}");
    private static final Set<String> TEXT_TYPES = Set.of("text", "varchar", "bpchar");
    private static final Pattern LENGTH = Pattern.compile("character(?: varying)?\\(([0-9]{1,8})\\)");

    private PersonalRules() {}

    static List<DefinitionFault> faults(TableDefinition table) {
        List<DefinitionFault> faults = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            ColumnDefinition column = table.columns().get(i);
            if (column.personal().isPresent()) {
                Part part = partOf(column.personal().get());
                Optional<String> reason =
                        reason(table, column, column.personal().get());
                if (reason.isPresent()) {
                    faults.add(DefinitionFault.of(table, i, part, reason.get()));
                }
            }
        }
        return faults;
    }

    private static Part partOf(PersonalData data) {
        return switch (data) {
            case PersonalData.Subject _ -> Part.SUBJECT;
            case PersonalData.Replaced _ -> Part.PERSONAL;
        };
    }

    private static Optional<String> reason(TableDefinition table, ColumnDefinition column, PersonalData data) {
        return switch (data) {
            case PersonalData.Subject(String kind) -> subjectReason(column, kind);
            case PersonalData.Replaced(Optional<String> text) ->
                text.isPresent() ? textReason(table, column, text.get()) : nullReason(column);
        };
    }

    private static Optional<String> subjectReason(ColumnDefinition column, String kind) {
        if (!KIND.matcher(kind).matches()) {
            return Optional.of("expected a word [a-z][a-z0-9_]{0,30}, found '" + EscapedText.of(kind) + "'");
        }
        if (kind.equals(PersonalData.Subject.EMAIL) && !isText(column)) {
            return Optional.of("expected a column of text for " + kind + ", found one of type " + type(column));
        }
        boolean whole = column.type() instanceof ColumnType.Int32 || column.type() instanceof ColumnType.Int64;
        return isText(column) || whole
                ? Optional.empty()
                : Optional.of("expected a column of text, integer or bigint, found one of type " + type(column));
    }

    private static Optional<String> nullReason(ColumnDefinition column) {
        return column.required()
                ? Optional.of("expected a text in place of null, as the column is required")
                : Optional.empty();
    }

    private static Optional<String> textReason(TableDefinition table, ColumnDefinition column, String text) {
        if (!isText(column)) {
            return Optional.of("expected null in place of a text, as the column is of type " + type(column));
        }
        if (isInAnyKey(table, column.name())) {
            return Optional.of("expected no text for a column of a key, as its values must stay apart");
        }
        Matcher length = LENGTH.matcher(base(column.sourceType()).formatted());
        int characters = text.codePointCount(0, text.length());
        return length.matches() && characters > Integer.parseInt(length.group(1))
                ? Optional.of("expected at most " + length.group(1) + " characters, found " + characters + ": '"
                        + EscapedText.of(text) + "'")
                : Optional.empty();
    }

    private static boolean isInAnyKey(TableDefinition table, String column) {
        Stream<List<String>> keys = Stream.concat(
                Stream.concat(table.primaryKey().stream(), table.uniqueKeys().stream())
                        .map(TableDefinition.Key::columns),
                table.foreignKeys().stream().map(TableDefinition.ForeignKey::columns));
        return keys.anyMatch(key -> key.contains(column));
    }

    private static boolean isText(ColumnDefinition column) {
        SourceType base = base(column.sourceType());
        return column.type() instanceof ColumnType.Text
                && base.kind() == SourceType.Kind.BASE
                && TEXT_TYPES.contains(base.name());
    }

    /** What a domain stands on. */
    private static SourceType base(SourceType type) {
        return type.kind() == SourceType.Kind.DOMAIN
                ? type.base().map(PersonalRules::base).orElse(type)
                : type;
    }

    private static String type(ColumnDefinition column) {
        return EscapedText.of(column.sourceType().formatted());
    }
}
