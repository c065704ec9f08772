package dev.daybook.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CampaignSettingsTest {

    @Test
    void whatAMakefilePassesWithoutValuesCountsAsNotGiven() {
        assertThat(CampaignSettings.parse("whole", "--seed=", "--claim=", "--case="))
                .isEqualTo(CampaignSettings.parse());
    }

    @Test
    void chooses() {
        CampaignSettings settings = CampaignSettings.parse("short", "--seed=7", "--claim=marker", "--write");

        assertThat(settings.whole()).isFalse();
        assertThat(settings.seed()).isEqualTo(7);
        assertThat(settings.write()).isTrue();
        assertThat(settings.chosen("load-postgres, damaged marker")).isTrue();
        assertThat(settings.chosen("load-postgres, damaged file")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            quick    | expected short, whole, --write, --seed=N, --claim=TEXT or --case=TEXT, found quick
            --seed=x | --seed: expected a whole number, found x
            """)
    void refuses(String argument, String message) {
        assertThatThrownBy(() -> CampaignSettings.parse(argument))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
