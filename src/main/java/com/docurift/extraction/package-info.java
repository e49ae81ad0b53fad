/**
 * The engine: a document goes in, a result with evidence comes out, read by isolated worker processes that hostile files may kill.
 * Only the processing room calls it; it knows nothing of jobs.
 */
@NullMarked
package com.docurift.extraction;

import org.jspecify.annotations.NullMarked;
