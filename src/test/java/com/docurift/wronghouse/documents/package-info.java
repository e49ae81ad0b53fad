/** Breaks the table, and makes a cycle with jobs. */
@NullMarked
package com.docurift.wronghouse.documents;

import org.jspecify.annotations.NullMarked;
