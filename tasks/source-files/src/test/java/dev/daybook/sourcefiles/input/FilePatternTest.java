package dev.daybook.sourcefiles.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.task.Period;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilePatternTest {

    private static final String WORDS =
            "expected one of {date}, {hour}, {h}, {period}, {next_date}, {next_hour}, each with a format or without, found ";
    private static final String FORMATS =
            "expected a format of yyyy, yy, MM, M, MMM, dd, d, DDD, HH, H, - _ . / and 'text', found ";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            2024-01-20    | /in/items.csv                     | /in/items.csv
            2024-01-20    | /in/items-{date}.csv              | /in/items-2024-01-20.csv
            2024-01-20    | /in/items-{period}.csv            | /in/items-2024-01-20.csv
            2024-01-20    | /in/{date:yyyyMMdd}/{next_date}   | /in/20240120/2024-01-21
            2024-01-20    | /in/{date:yyyy/MM/dd}/*.csv       | /in/2024/01/20/*.csv
            2024-02-29    | /in/{date:d-MMM-yy}.{date:DDD}    | /in/29-Feb-24.060
            2024-12-31    | /in/{next_date:yyyy'W'M'W'd}      | /in/2025W1W1
            2024-01-20T07 | /in/{date}/{hour}/items.csv       | /in/2024-01-20/07/items.csv
            2024-01-20T07 | /in/{date}/{h}/items.csv          | /in/2024-01-20/7/items.csv
            2024-01-20T23 | /in/{next_date}/{next_hour}.csv   | /in/2024-01-21/00.csv
            2024-01-20T07 | /in/{next_date}/{next_hour}.csv   | /in/2024-01-20/08.csv
            2024-01-20T07 | /in/{next_hour:yyyyMMddHH}.csv    | /in/2024012008.csv
            2024-01-20T07 | /in/{date}/{period}.csv           | /in/2024-01-20/2024-01-20T07.csv
            2024-01-20T07 | /in/{date:yyyyMMdd}.csv           | /in/20240120.csv
            2024-01-20T07 | /in/items-{date}.csv              | /in/items-2024-01-20T07.csv
            2024-01-20T23 | /in/items-{next_date}.csv         | /in/items-2024-01-21T00.csv
            2024-01-20    | /in/a{b/c}d                       | /in/a{b/c}d
            """)
    void placeholdersStandForThePeriod(String period, String pattern, String path) {
        assertThat(FilePattern.parse(pattern).at(Period.parse(period)).path()).isEqualTo(Path.of(path));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {day}           | WORDS'{day}', did you mean {date}?
            {dates}         | WORDS'{dates}', did you mean {date}?
            {next-hour}     | WORDS'{next-hour}', did you mean {next_hour}?
            {weekday}       | WORDS'{weekday}'
            {date:}         | FORMATS'{date:}'
            {date:YYYY}     | FORMATS'{date:YYYY}', did you mean yyyy?
            {date:yyyy-mm}  | FORMATS'{date:yyyy-mm}', did you mean MM?
            {hour:hh}       | FORMATS'{hour:hh}', did you mean HH?
            {date:yyyyT}    | FORMATS'{date:yyyyT}'
            {date:yyyy*}    | FORMATS'{date:yyyy*}'
            {date:'yyyy}    | FORMATS'{date:'yyyy}'
            """)
    void whatIsUnknownIsRefusedWithTheNearMiss(String placeholder, String message) {
        assertThatThrownBy(() -> FilePattern.parse("/in/" + placeholder + ".csv"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message.replace("WORDS", WORDS).replace("FORMATS", FORMATS));
    }

    @ParameterizedTest
    @CsvSource({"{hour}", "{h}", "{next_hour}", "{date:yyyyMMddHH}"})
    void anHourIsNotThatOfADay(String placeholder) {
        FilePattern pattern = FilePattern.parse("/in/" + placeholder + ".csv");

        assertThatThrownBy(() -> pattern.at(Period.parse("2024-01-20")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected an hour as --date for '" + placeholder + "', found the day 2024-01-20");
    }

    @ParameterizedTest
    @CsvSource({
        "/in/items.csv,false,false",
        "/in/{date}/items.csv,true,false",
        "/in/{date:yyyy/MM}.csv,true,true",
        "{date}.csv,true,true"
    })
    void patternKnowsWhetherItsNameDiffersByPeriod(String text, boolean isDated, boolean hasDatedName) {
        FilePattern pattern = FilePattern.parse(text);

        assertThat(pattern.isDated()).isEqualTo(isDated);
        assertThat(pattern.hasDatedName()).isEqualTo(hasDatedName);
    }
}
