/** Has a clock of its own and starts servers. */
@NullMarked
package com.docurift.wronghouse.jobs;

import org.jspecify.annotations.NullMarked;
