/** Knows another room. */
@NullMarked
package com.docurift.wronghouse.platform;

import org.jspecify.annotations.NullMarked;
