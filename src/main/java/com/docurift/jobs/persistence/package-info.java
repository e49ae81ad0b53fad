/** The tables job and result, and the statements that change them together with their events. Private to jobs. */
@NullMarked
package com.docurift.jobs.persistence;

import org.jspecify.annotations.NullMarked;
