/** Webhook endpoints, deliveries and their attempts: who is told what, signed, when, and how often. Jobs and the HTTP edge call it. */
@NullMarked
package com.docurift.webhooks;

import org.jspecify.annotations.NullMarked;
