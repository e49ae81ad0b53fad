package com.docurift.extraction;

/**
 * Something that the reader of a result should know although it is no failure.
 *
 * @param code upper-case name for programs
 * @param message plain sentence for people
 */
public record Warning(String code, String message) {}
