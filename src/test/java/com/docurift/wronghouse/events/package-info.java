/** Waits where it must not. */
@NullMarked
package com.docurift.wronghouse.events;

import org.jspecify.annotations.NullMarked;
