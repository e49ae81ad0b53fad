/**
 * The packaged application from outside: processes, HTTP, Kafka and webhooks, as customers and operators meet it. Nothing here
 * reaches into a room.
 */
@NullMarked
package com.docurift.journey;

import org.jspecify.annotations.NullMarked;
