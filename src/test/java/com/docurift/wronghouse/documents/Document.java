package com.docurift.wronghouse.documents;

import com.docurift.wronghouse.jobs.Job;

/** Knows its job, which knows it: a cycle. */
public record Document(Job job) {}
