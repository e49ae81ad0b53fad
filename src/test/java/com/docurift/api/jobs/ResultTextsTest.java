package com.docurift.api.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class ResultTextsTest {
    private static final String TYPED = """
            {"invoiceNumber":"INV-1","vendor":{"name":"A_B"},"lineItems":[{"total":2.5}],
             "document":{"rawText":"All","pages":[{"page":1,"text":"# One *two*\\nthree"}],
               "tables":[{"headers":["Item","Price"],"rows":[["a, b","1"],["c \\"d\\"","2|3"]]},{"headers":[],"rows":[["x"]]}]}}
            """;

    private static JsonNode result(String json) throws JsonProcessingException {
        return new ObjectMapper().readTree(json);
    }

    @Test
    void tablesAreCsvWithAnEmptyLineBetween() throws JsonProcessingException {
        assertThat(ResultTexts.csv(result(TYPED)))
                .isEqualTo("Item,Price\r\n\"a, b\",1\r\n\"c \"\"d\"\"\",2|3\r\n\r\nx\r\n");
        assertThat(ResultTexts.csv(result("{\"rawText\":\"x\"}"))).isEmpty();
    }

    @Test
    void markdownShowsFieldsPagesAndTables() throws JsonProcessingException {
        assertThat(ResultTexts.markdown(result(TYPED))).isEqualTo("""
                # Fields

                - **invoiceNumber** INV-1
                - **vendor**
                  - **name** A\\_B
                - **lineItems**
                  1.
                     - **total** 2.5

                # Page 1

                \\# One \\*two\\* \s
                three \s

                # Table 1

                | Item | Price |
                | --- | --- |
                | a, b | 1 |
                | c "d" | 2\\|3 |

                # Table 2

                | x |
                | --- |

                """);
    }

    @Test
    void theTextIsThatOfTheGenericPart() throws JsonProcessingException {
        assertThat(ResultTexts.plain(result(TYPED))).isEqualTo("All");
        assertThat(ResultTexts.plain(result("{\"rawText\":\"x\"}"))).isEqualTo("x");
    }
}
