/** Takes documents in over HTTP: reads the form as it comes, judges its fields, and makes a job of it. Nobody calls it. */
@NullMarked
package com.docurift.api.submit;

import org.jspecify.annotations.NullMarked;
