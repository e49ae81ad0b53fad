/** The way of one delivery: from event to attempt to outcome, endpoint by endpoint. Only the room of webhooks uses it. */
@NullMarked
package com.docurift.webhooks.delivery;

import org.jspecify.annotations.NullMarked;
