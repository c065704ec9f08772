package dev.daybook.postgres.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.lake.model.ColumnType;
import dev.daybook.task.StepFailure;
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
        assertThatThrownBy(() -> TypeMapping.of(List.of(option)))
                .isInstanceOf(StepFailure.Usage.class)
                .hasMessage("--type: expected schema.table.column=decimal(38,9) or uuid=uuid, found '" + option + "': "
                        + reason);
    }

    @Test
    void aColumnIsDeclaredOnce() {
        assertThatThrownBy(() -> TypeMapping.of(List.of("uuid=uuid", "uuid=text")))
                .hasMessage("--type: expected schema.table.column=decimal(38,9) or uuid=uuid, found 'uuid=text':"
                        + " the same column or type is given twice");
    }
}
