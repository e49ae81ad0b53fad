/** The tables event and outbox. Private to events. */
@NullMarked
package com.docurift.events.persistence;

import org.jspecify.annotations.NullMarked;
