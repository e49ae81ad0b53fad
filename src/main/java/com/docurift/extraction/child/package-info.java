/**
 * What runs inside a worker process: it reads one document after the other and knows nothing but the bytes it is given.
 * Private to the extraction room; the service itself only names its main class and never runs this code.
 */
@NullMarked
package com.docurift.extraction.child;

import org.jspecify.annotations.NullMarked;
