/**
 * The service's side of the worker processes: starting, feeding, watching, killing and replacing them.
 * Private to the extraction room.
 */
@NullMarked
package com.docurift.extraction.workers;

import org.jspecify.annotations.NullMarked;
