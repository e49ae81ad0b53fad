/** The address guard: reads URLs strictly, resolves names, and knows which addresses are public. Only the room of webhooks uses it. */
@NullMarked
package com.docurift.webhooks.target;

import org.jspecify.annotations.NullMarked;
