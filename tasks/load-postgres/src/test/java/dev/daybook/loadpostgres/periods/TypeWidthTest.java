package dev.daybook.loadpostgres.periods;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypeWidthTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bigint|integer|true",
                "integer|bigint|false",
                "integer|integer|true",
                "double precision|real|true",
                "real|integer|false",
                "text|character varying(20)|true",
                "character varying|text|true",
                "character varying(20)|character varying(19)|true",
                "character varying(20)|character varying(21)|false",
                "character varying(20)|text|false",
                "numeric(12,4)|numeric(10,2)|true",
                "numeric(12,4)|numeric(11,2)|false",
                "numeric(12,2)|numeric(10,3)|false",
                "numeric|numeric(38,9)|true",
                "numeric(38,9)|numeric|false",
                "bigint|text|false",
                "date|date|false"
            })
    void aTypeHoldsAllValuesOfANarrowerOne(String wide, String narrow, boolean holds) {
        assertThat(TypeWidth.holds(wide, narrow)).isEqualTo(holds);
    }
}
