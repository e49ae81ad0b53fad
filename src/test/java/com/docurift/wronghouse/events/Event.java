package com.docurift.wronghouse.events;

/** Something that a room may be told of. */
public record Event() {}
