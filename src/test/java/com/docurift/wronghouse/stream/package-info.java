/** Enters another room by a side door. */
@NullMarked
package com.docurift.wronghouse.stream;

import org.jspecify.annotations.NullMarked;
