/** The doorbell: the consumer of queued events. Private to processing. */
@NullMarked
package com.docurift.processing.kafka;

import org.jspecify.annotations.NullMarked;
