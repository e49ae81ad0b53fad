package com.docurift.wronghouse.platform.embedded;

/** Not for other rooms. */
public record Server() {}
