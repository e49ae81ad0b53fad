/** Rows of endpoints and deliveries. Only the room of webhooks uses it. */
@NullMarked
package com.docurift.webhooks.persistence;

import org.jspecify.annotations.NullMarked;
