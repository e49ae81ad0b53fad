package com.docurift.wronghouse.jobs;

import com.docurift.wronghouse.documents.Document;

/** Knows its document, which knows it: a cycle. */
public record Job(Document[] documents) {}
