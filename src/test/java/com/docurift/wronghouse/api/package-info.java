/** A room that nobody may import. */
@NullMarked
package com.docurift.wronghouse.api;

import org.jspecify.annotations.NullMarked;
