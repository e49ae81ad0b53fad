package com.docurift.wronghouse.platform;

/** Something that each room may use. */
public record Ids() {}
