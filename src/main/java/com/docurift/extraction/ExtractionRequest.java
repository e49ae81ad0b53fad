package com.docurift.extraction;

import java.time.Duration;

/**
 * One document to read.
 *
 * @param source where its bytes are
 * @param mimeType the type by content, for example {@code application/pdf}
 * @param documentType {@code generic} or a type of the contract's list, which puts the generic part under {@code document}
 * @param language ISO 639-1 code for the optical character recognition
 * @param extractTables whether tables are wanted
 * @param ocrFallback whether pages without text may be recognised from their image
 * @param maxPages a document with more pages is refused before any page is read; at least 1
 * @param timeout limit for the whole document, from the moment a worker begins; reaching it is final
 */
public record ExtractionRequest(
        Source source,
        String mimeType,
        String documentType,
        String language,
        boolean extractTables,
        boolean ocrFallback,
        int maxPages,
        Duration timeout) {}
