/** The way of committed events to Kafka: at least once, in the order of each job. Private to events. */
@NullMarked
package com.docurift.events.relay;

import org.jspecify.annotations.NullMarked;
