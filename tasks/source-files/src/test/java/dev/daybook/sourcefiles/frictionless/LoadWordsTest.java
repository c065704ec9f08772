package dev.daybook.sourcefiles.frictionless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.lake.model.ColumnDefinition;
import dev.daybook.lake.model.LoadMode;
import dev.daybook.lake.model.PersonalData;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.lake.model.TableKind;
import dev.daybook.task.StepFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The words that say how a dataset is loaded and what of it is personal. */
class LoadWordsTest {

    private static final String CUSTOMERS = """
            {"daybook:load": "keyed", "daybook:keep": "latest", "daybook:version": "changed", "primaryKey": ["id"],
             "fields": [
              {"name": "id", "daybook:subject": "customer"},
              {"name": "mail", "constraints": {"required": true}, "daybook:subject": "email"},
              {"name": "name", "type": "string", "daybook:type": "varchar(6)", "daybook:personal": {"text": "erased"}},
              {"name": "born", "type": "date", "daybook:personal": null},
              {"name": "changed", "type": "date", "daybook:name": "last_change"},
              {"name": "country"}]}
            """;

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("customers.schema.json");
    }

    private TableDefinition read(String schema) throws IOException {
        Files.writeString(file(), schema);
        return SchemaReader.read(file(), new NoFormat()).definition(TableKind.CSV, "customers", "customers");
    }

    @Test
    void becomePartsOfTheDefinition() throws IOException {
        TableDefinition table = read(CUSTOMERS);

        assertThat(table.load()).isEqualTo(new LoadMode.Keyed(LoadMode.Keyed.Keep.LATEST, List.of("last_change")));
        assertThat(table.columns())
                .extracting(ColumnDefinition::personal)
                .containsExactly(
                        Optional.of(new PersonalData.Subject("customer")),
                        Optional.of(new PersonalData.Subject("email")),
                        Optional.of(new PersonalData.Replaced(Optional.of("erased"))),
                        Optional.of(new PersonalData.Replaced(Optional.empty())),
                        Optional.empty(),
                        Optional.empty());
    }

    @Test
    void areNotNeeded() throws IOException {
        assertThat(read("{\"fields\": [{\"name\": \"a\"}]}").load()).isEqualTo(LoadMode.SNAPSHOT);
        assertThat(read("{\"daybook:load\": \"events\", \"fields\": [{\"name\": \"a\"}]}")
                        .load())
                .isEqualTo(LoadMode.EVENTS);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake(
                        "\"daybook:load\"",
                        "\"daybook:laod\"",
                        "daybook:keep: expected only beside \"daybook:load\": \"keyed\", found beside snapshot;"
                                + " daybook:version: expected only beside \"daybook:load\": \"keyed\", found beside"
                                + " snapshot; daybook:laod: Daybook neither follows nor checks this property; did you"
                                + " mean daybook:load?"),
                mistake(
                        "\"keyed\"",
                        "\"event\"",
                        "daybook:load: expected one of snapshot, events, keyed, found 'event', did you mean events?;"
                                + " daybook:keep: expected only beside \"daybook:load\": \"keyed\", found beside"
                                + " snapshot; daybook:version: expected only beside \"daybook:load\": \"keyed\", found"
                                + " beside snapshot"),
                mistake(
                        "\"daybook:keep\": \"latest\", ",
                        "",
                        "daybook:keep: expected latest or first beside \"daybook:load\": \"keyed\", found nothing"),
                mistake("\"latest\"", "\"newest\"", "daybook:keep: expected one of latest, first, found 'newest'"),
                mistake(
                        "\"latest\"",
                        "\"first\"",
                        "daybook:version: expected no version columns where the first row stays, found 'last_change'"),
                mistake(
                        "\"daybook:version\": \"changed\"",
                        "\"daybook:version\": [\"change\"]",
                        "daybook:version: no field is named 'change'"),
                mistake(
                        "\"daybook:version\": \"changed\"",
                        "\"daybook:version\": \"country\"",
                        "daybook:version: expected version columns of numbers, dates or times, found 'country' of type"
                                + " text"),
                mistake(
                        "\"primaryKey\": [\"id\"],",
                        "",
                        "primaryKey: expected a primary key of a dataset loaded as keyed, found none"),
                mistake(
                        "\"last_change\"",
                        "\"logical_date\"",
                        "fields[4].daybook:name: the warehouse adds a column 'logical_date' to a dataset loaded as"
                                + " keyed; give this one another name"),
                mistake(
                        "\"date\", \"daybook:personal\": null",
                        "\"date\", \"daybook:personl\": null",
                        "fields[3].daybook:personl: Daybook neither follows nor checks this property; did you mean"
                                + " daybook:personal?"),
                mistake(
                        "\"daybook:personal\": null",
                        "\"daybook:personal\": null, \"constraints\": {\"required\": true}",
                        "fields[3].daybook:personal: expected a text in place of null, as the column is required"),
                mistake(
                        "\"daybook:personal\": null",
                        "\"daybook:personal\": {\"text\": \"x\"}",
                        "fields[3].daybook:personal: expected null in place of a text, as the column is of type date"),
                mistake(
                        "\"daybook:personal\": null",
                        "\"daybook:personal\": true",
                        "fields[3].daybook:personal: expected null or {\"text\": \"...\"}, found true"),
                mistake(
                        "\"daybook:personal\": null",
                        "\"daybook:personal\": {}",
                        "fields[3].daybook:personal.text: expected the text that takes a value's place"),
                mistake(
                        "\"daybook:personal\": null",
                        "\"daybook:subject\": \"customer\"",
                        "fields[3].daybook:subject: expected a column of text, integer or bigint, found one of type"
                                + " date"),
                mistake(
                        "{\"text\": \"erased\"}",
                        "{\"text\": \"removed\"}",
                        "fields[2].daybook:personal: expected at most 6 characters, found 7: 'removed'"),
                mistake(
                        "\"daybook:subject\": \"customer\"",
                        "\"daybook:personal\": {\"text\": \"erased\"}",
                        "fields[0].daybook:personal: expected no text for a column of a key, as its values must stay"
                                + " apart"),
                mistake(
                        "\"daybook:subject\": \"customer\"",
                        "\"daybook:subject\": \"customer\", \"daybook:personal\": null",
                        "fields[0].daybook:personal: expected none beside daybook:subject, which replaces the value"
                                + " already"),
                mistake(
                        "\"daybook:subject\": \"customer\"",
                        "\"daybook:subject\": \"The customer\"",
                        "fields[0].daybook:subject: expected a word [a-z][a-z0-9_]{0,30}, found 'The customer'"));
    }

    private static Arguments mistake(String from, String to, String message) {
        return Arguments.of(from, to, message);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void areRefusedWhereTheyCannotBeFollowed(String from, String to, String message) {
        assertThat(CUSTOMERS).as("the text to change").contains(from);
        String changed = CUSTOMERS.replace(from, to);

        assertThatThrownBy(() -> read(changed))
                .isInstanceOf(StepFailure.Configuration.class)
                .hasMessage("schema " + file() + ": " + message);
    }
}
