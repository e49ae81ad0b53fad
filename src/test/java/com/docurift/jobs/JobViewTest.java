package com.docurift.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What there is to say beside a result stands in the job itself. */
class JobViewTest {
    private record Answer(@JsonUnwrapped JobView job, String more) {}

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void notesAreFieldsOfTheJob() throws Exception {
        String notes = "{\"failedPages\":[{\"page\":3}]}";
        assertThat(json.readTree(json.writeValueAsString(job(notes)))
                        .at("/failedPages/0/page")
                        .asInt())
                .isEqualTo(3);
        assertThat(json.readTree(json.writeValueAsString(new Answer(job(notes), "x")))
                        .at("/failedPages/0/page")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void withoutNotesThereIsNoTrace() throws Exception {
        assertThat(json.readTree(json.writeValueAsString(job(null))).fieldNames())
                .toIterable()
                .doesNotContain("notes", "fieldsOfNotes", "failedPages");
    }

    private static JobView job(@Nullable String notes) {
        return new JobView(
                "job_1",
                JobStatus.COMPLETED,
                100,
                "generic",
                "",
                "",
                "doc_1",
                null,
                null,
                null,
                "a.pdf",
                1,
                "application/pdf",
                3,
                2,
                "normal",
                "en",
                true,
                true,
                null,
                1,
                null,
                null,
                null,
                "",
                0.5,
                "{}",
                notes,
                null);
    }
}
