package com.docurift.api.submit;

import com.docurift.jobs.JobView;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a submission: the job and where to follow it.
 *
 * @param jobId the same as the job's {@code id}
 * @param webhookSecret the secret that was generated for the job's own webhook; shown only here
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AcceptedJob(
        @JsonUnwrapped JobView job,
        String jobId,
        String statusUrl,
        String eventsUrl,
        @Nullable String webhookSecret) {

    static AcceptedJob of(JobView job, @Nullable String generatedSecret) {
        String statusUrl = "/v1/jobs/" + job.id();
        return new AcceptedJob(job, job.id(), statusUrl, statusUrl + "/events", generatedSecret);
    }
}
