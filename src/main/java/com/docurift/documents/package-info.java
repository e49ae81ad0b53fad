/** The documents themselves: what they are by their content, and where their bytes lie. Jobs, processing and the HTTP edge call it. */
@NullMarked
package com.docurift.documents;

import org.jspecify.annotations.NullMarked;
