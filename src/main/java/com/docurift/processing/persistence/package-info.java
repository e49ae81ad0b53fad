/** What processing hears from PostgreSQL. Private to processing. */
@NullMarked
package com.docurift.processing.persistence;

import org.jspecify.annotations.NullMarked;
