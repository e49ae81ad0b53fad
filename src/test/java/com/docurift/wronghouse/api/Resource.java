package com.docurift.wronghouse.api;

/** Imported from below. */
public record Resource() {}
