/** The lifecycle topic as a source of deliveries, and the topic of those that were given up. Only the room of webhooks uses it. */
@NullMarked
package com.docurift.webhooks.kafka;

import org.jspecify.annotations.NullMarked;
