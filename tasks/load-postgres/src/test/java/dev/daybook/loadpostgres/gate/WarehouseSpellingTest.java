package dev.daybook.loadpostgres.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One value of --allow-missing suits the extracts and the load. */
class WarehouseSpellingTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "region, region, true",
                "region, public__region, false",
                "us_*, us_states, true",
                "public.region, region, true",
                "public.*, region, true",
                "public.region, crm__region, false",
                "crm.orders, crm__orders, true",
                "crm.orders, crm.orders, true",
                "crm.orders, orders, false",
                "crm.*, crm__orders, true",
                "*.orders, orders, true",
                "*.orders, crm__orders, true",
                "\"old.Prices\", old.Prices, true",
                "\"a*\", ab, false",
                "crm.\"Orders\", crm__Orders, true",
                "a..b, a..b, true"
            })
    void aPatternIsReadAsTheExtractsDo(String pattern, String table, boolean matches) {
        assertThat(WarehouseSpelling.of(pattern).matches(table)).isEqualTo(matches);
    }

    /** The same patterns as for an extract. */
    @ParameterizedTest
    @CsvSource({"*,true", "**,true", "*.*,true", "public.*,false", "?,false", "\"*\",false", "a..b,false"})
    void onlyStarsAllowEverything(String pattern, boolean everything) {
        assertThat(WarehouseSpelling.of(pattern).isEverything()).isEqualTo(everything);
    }
}
