/** Private to events. */
@NullMarked
package com.docurift.wronghouse.events.persistence;

import org.jspecify.annotations.NullMarked;
