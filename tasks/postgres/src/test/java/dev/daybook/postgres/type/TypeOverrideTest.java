package dev.daybook.postgres.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.lake.model.ColumnType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypeOverrideTest {

    @Test
    void aColumnOrATypeIsDeclared() {
        assertThat(TypeOverride.parse("public.\"Odd.Name\".c=decimal(38,9)"))
                .isEqualTo(new TypeOverride(
                        "public.\"Odd.Name\".c=decimal(38,9)",
                        new TypeOverride.Scope.Column("public", "Odd.Name", "c"),
                        new ColumnType.Decimal(38, 9)));
        assertThat(TypeOverride.parse("uuid=uuid").scope()).isEqualTo(new TypeOverride.Scope.AllOfType("uuid"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    uuid                      | there is no '='
                    a.b=text                  | there are 2 parts; quote a name that holds a dot
                    a.b.c.d=text              | there are 4 parts; quote a name that holds a dot
                    a.b.*=text                | it does not name one column or type
                    a.b.c=txet                | a type is declared as text, bytea, uuid or decimal(p,s); did you mean 'text'?
                    a.b.c=decimal             | a type is declared as text, bytea, uuid or decimal(p,s)
                    a.b.c=decimal(39,0)       | decimal(p,s) needs a precision of 1 to 38 and a scale of 0 to the precision
                    a.b.c=decimal(5,6)        | decimal(p,s) needs a precision of 1 to 38 and a scale of 0 to the precision
                    a.b.c=decimal(0,0)        | decimal(p,s) needs a precision of 1 to 38 and a scale of 0 to the precision
                    int4=decimal(9,0)         | decimal needs numeric
                    text=bytea                | bytea is declared for one column
                    text=uuid                 | uuid needs uuid
                    """)
    void whatIsMalformedIsRefused(String option, String reason) {
        assertThatThrownBy(() -> TypeOverride.parse(option))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "expected schema.table.column=decimal(38,9) or uuid=uuid, found '" + option + "': " + reason);
    }

    @Test
    void aColumnIsDeclaredOnce() {
        List<String> problems = new ArrayList<>();

        TypeMapping.of(List.of(TypeOverride.parse("uuid=uuid"), TypeOverride.parse("uuid=text")), problems);

        assertThat(problems).containsExactly("--type: expected one type for each column or type, found two for 'uuid'");
    }
}
