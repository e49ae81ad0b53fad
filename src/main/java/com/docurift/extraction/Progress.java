package com.docurift.extraction;

/**
 * How far a document is.
 *
 * @param pageCount pages of the document
 * @param pagesProcessed pages that were read so far, without those that failed; never falls
 */
public record Progress(int pageCount, int pagesProcessed) {}
