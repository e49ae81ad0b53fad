package com.docurift.jobs.persistence;

import com.docurift.jobs.JobFacts;
import com.docurift.jobs.Submission;
import java.time.OffsetDateTime;

/** A job that is about to be written, with its first event. */
public record NewJob(JobFacts facts, Submission submission, String eventId, String eventData, OffsetDateTime at) {}
