package com.docurift.wronghouse.events.persistence;

/** Not for other rooms. */
public record Rows() {}
