/**
 * The messages between the service and its worker processes, written over their standard input and output.
 * Private to the extraction room; both sides of the pipe use it.
 */
@NullMarked
package com.docurift.extraction.wire;

import org.jspecify.annotations.NullMarked;
