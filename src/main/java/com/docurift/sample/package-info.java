/**
 * The sample run, which {@code --sample} asks for: one bundled invoice goes through the public HTTP API, as a client would send it.
 * Nobody calls this room; it only listens for the service being ready.
 */
@NullMarked
package com.docurift.sample;

import org.jspecify.annotations.NullMarked;
