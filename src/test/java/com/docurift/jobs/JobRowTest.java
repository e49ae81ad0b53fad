package com.docurift.jobs;

import static com.docurift.jobs.SubmissionBuilder.aSubmission;
import static com.docurift.platform.embedded.OwnDatabase.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.pgclient.PgException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The database itself refuses rows that no job can be in, whoever writes them. */
class JobRowTest {
    @RegisterExtension
    static final JobsOnPostgres rig = new JobsOnPostgres();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "progress = 1                                    | nothing_done_while_pending",
                "attempts = 1                                    | nothing_done_while_pending",
                "started_at = now()                              | nothing_done_while_pending",
                "completed_at = now()                            | terminal_exactly_when_completed_at",
                "lease_expires_at = now()                        | leased_exactly_while_processing",
                "status = 'processing'                           | leased_exactly_while_processing",
                "status = 'completed', completed_at = now()      | all_done_exactly_when_completed",
                "status = 'failed', completed_at = now()         | error_exactly_when_failed",
                "status = 'archived'                             | job_status_check",
                "progress = 101                                  | job_progress_check",
                "progress = -1                                   | job_progress_check",
                "priority = 2                                    | job_priority_check",
                "sequence = 0                                    | job_sequence_check",
                "confidence = 1.01                               | job_confidence_check"
            })
    void aPendingJobHasDoneNothingAndBelongsToNobody(String change, String constraint) {
        String job = await(aSubmission().to(rig.jobs)).id();
        assertThat(violated(job, change)).isEqualTo(constraint);
        assertThat(rig.column(job, "status")).isEqualTo("pending");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "lease_expires_at = null                         | leased_exactly_while_processing",
                "progress = 100                                  | all_done_exactly_when_completed",
                "completed_at = now()                            | terminal_exactly_when_completed_at",
                "status = 'pending', lease_expires_at = null     | nothing_done_while_pending",
                "status = 'completed', progress = 100, lease_expires_at = null | terminal_exactly_when_completed_at",
                "status = 'completed', progress = 100, completed_at = now()    | leased_exactly_while_processing",
                "error_code = 'X', error_message = 'y', error_retryable = true | error_exactly_when_failed"
            })
    void aJobInWorkHasALeaseAndNoEnd(String change, String constraint) {
        String job = rig.running(aSubmission()).id();
        assertThat(violated(job, change)).isEqualTo(constraint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "completed_at = null                             | terminal_exactly_when_completed_at",
                "progress = 99                                   | all_done_exactly_when_completed",
                "lease_expires_at = now()                        | leased_exactly_while_processing",
                "status = 'pending'                              | all_done_exactly_when_completed",
                "status = 'processing'                           | all_done_exactly_when_completed",
                "error_code = 'X', error_message = 'y', error_retryable = true | error_exactly_when_failed"
            })
    void aCompletedJobIsWholeAndWithoutError(String change, String constraint) {
        var job = rig.running(aSubmission());
        assertThat(await(rig.attempts.complete(job, new Attempts.Completion(1, 1, 0.5, "{}".getBytes(UTF_8), null))))
                .isTrue();
        assertThat(violated(job.id(), change)).isEqualTo(constraint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "completed_at = null                             | terminal_exactly_when_completed_at",
                "progress = 100                                  | all_done_exactly_when_completed",
                "lease_expires_at = now()                        | leased_exactly_while_processing",
                "error_message = null                            | error_exactly_when_failed",
                "error_code = null                               | error_exactly_when_failed",
                "error_retryable = null                          | error_exactly_when_failed",
                "status = 'processing'                           | error_exactly_when_failed"
            })
    void aFailedJobSaysWhy(String change, String constraint) {
        var job = rig.running(aSubmission());
        assertThat(await(rig.attempts.fail(job, 0, null, new JobError("CORRUPT_DOCUMENT", "Broken", false))))
                .isTrue();
        assertThat(violated(job.id(), change)).isEqualTo(constraint);
    }

    private static String violated(String job, String change) {
        var refused = catchThrowableOfType(
                PgException.class, () -> rig.database.query("update job set " + change + " where id = $1", job));
        assertThat(refused).as(change).isNotNull();
        return refused.getConstraint();
    }
}
