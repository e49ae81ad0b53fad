/** The doorbell, the worker loop, leases and rescue: it takes waiting jobs and brings them to their end. Nobody calls it. */
@NullMarked
package com.docurift.processing;

import org.jspecify.annotations.NullMarked;
