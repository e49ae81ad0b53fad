/** The tap: one consumer per process that sees every event. Private to stream. */
@NullMarked
package com.docurift.stream.kafka;

import org.jspecify.annotations.NullMarked;
