/** {@code /v1/jobs}: ask, list, wait, watch. Private to api. */
@NullMarked
package com.docurift.api.jobs;

import org.jspecify.annotations.NullMarked;
