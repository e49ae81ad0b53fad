/**
 * A job's life: submit, claim, renew, progress, complete, fail, cancel, and the questions about it. The HTTP edge and processing call it.
 */
@NullMarked
package com.docurift.jobs;

import org.jspecify.annotations.NullMarked;
