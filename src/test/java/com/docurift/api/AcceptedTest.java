package com.docurift.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptedTest {
    private static final List<String> OFFERED = List.of("application/json", "text/markdown", "text/csv");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/*                                          | application/json",
                "text/*                                       | text/markdown",
                "text/csv                                     | text/csv",
                "TEXT/CSV;charset=utf-8                       | text/csv",
                "image/png, text/csv;q=0.1                    | text/csv",
                "application/json;q=0.2, text/csv;q=0.3       | text/csv",
                "*/*;q=0.9, application/json;q=0, text/csv    | text/csv",
                "text/*, text/markdown;q=0.1                  | text/csv",
                "nonsense, text/csv                           | text/csv"
            })
    void whatIsLikedBestIsChosen(String accept, String best) {
        assertThat(Accepted.best(accept, OFFERED)).isEqualTo(best);
    }

    @Test
    void withoutTheHeaderTheFirstOfferIsTaken() {
        assertThat(Accepted.best(null, OFFERED)).isEqualTo("application/json");
        assertThat(Accepted.best(" ", OFFERED)).isEqualTo("application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/png", "text/plain, application/*;q=0", "text/csv;q=2", "nonsense"})
    void whereNothingIsWelcomeItSaysWhatThereIs(String accept) {
        assertThatThrownBy(() -> Accepted.best(accept, OFFERED))
                .isInstanceOfSatisfying(
                        ApiException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.NOT_ACCEPTABLE))
                .hasMessageContaining("text/markdown");
    }
}
