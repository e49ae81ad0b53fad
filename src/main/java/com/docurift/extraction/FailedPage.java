package com.docurift.extraction;

/**
 * A page that could not be read while others could.
 *
 * @param page its number, from 1
 * @param code one of the codes of a failed job, for example {@code CORRUPT_DOCUMENT}
 */
public record FailedPage(int page, String code) {}
