package com.docurift.processing;

import com.docurift.documents.DocumentContent;
import com.docurift.extraction.ExtractionRequest;
import com.docurift.extraction.Source;
import java.time.Duration;

/** Says to the extraction what a job asks for. */
record Requests(Duration timeout, int maxPages) {
    ExtractionRequest of(RunningAttempt attempt) {
        var job = attempt.job();
        return new ExtractionRequest(
                source(attempt.content()),
                job.facts().mimeType(),
                job.facts().documentType(),
                job.language(),
                job.extractTables(),
                job.ocrFallback(),
                maxPages,
                timeout);
    }

    private static Source source(DocumentContent content) {
        return content instanceof DocumentContent.InRow row
                ? new Source.InMemory(row.bytes())
                : new Source.OnDisk(((DocumentContent.InFile) content).path());
    }
}
