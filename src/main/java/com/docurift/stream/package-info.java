/** The live side of events: one Kafka tap per process and the streams that are fed by it. Only the HTTP edge calls it. */
@NullMarked
package com.docurift.stream;

import org.jspecify.annotations.NullMarked;
