/** The wire: one signed POST to a vetted address, within its time and with a bounded answer. Only the room of webhooks uses it. */
@NullMarked
package com.docurift.webhooks.http;

import org.jspecify.annotations.NullMarked;
